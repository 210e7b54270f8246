import type { Compilation, Compiler } from "@rspack/core";
import type { PluginContext } from "../../context.js";
import { addHost } from "../webpack/host.js";
import { ESCAPED_BY, reach } from "./reach.js";
import { addSkipped } from "./skipped.js";

export function rspackHost(context: PluginContext): (compiler: Compiler) => void {
  return (compiler) => {
    const skipped = addSkipped(compiler);
    addHost<Compilation>(compiler, context, {
      reach: (compilation, modules, wasTransformed) =>
        reach(compiler, compilation, { build: context.build, skipped, modules, wasTransformed }),
      // Rspack reads files outside of JavaScript: there is nothing to share.
      mayHoldMarks: (file) => context.build.fileMayHoldMarks(file) ?? true,
      escapedBy: ESCAPED_BY,
    });
  };
}
