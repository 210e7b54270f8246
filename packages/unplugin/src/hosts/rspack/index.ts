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
function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
