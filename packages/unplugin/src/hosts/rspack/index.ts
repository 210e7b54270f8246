import { readFileSync } from "node:fs";
import type { Compilation, Compiler } from "@rspack/core";
import type { PluginContext } from "../../context.js";
import { addHost } from "../webpack/host.js";

export function rspackHost(context: PluginContext): (compiler: Compiler) => void {
  return (compiler) => {
    addHost<Compilation>(compiler, context, {
      modulesIn: (compilation) => compilation.modules,
      contentOf,
      escapedBy: "\u200b",
    });
  };
}

/** Rspack reads files outside of JavaScript: there is nothing to share. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
