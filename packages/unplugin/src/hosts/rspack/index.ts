import type { Compilation, Compiler } from "@rspack/core";
import type { PluginContext } from "../../context.js";
import { addHost, NAME } from "../webpack/host.js";
import { isOnlyOne } from "../webpack/only-one.js";
import { addSkipped } from "../webpack/skipped/build.js";
import { reach } from "../webpack/skipped/reach.js";
import { apart } from "./apart.js";

const ESCAPED_BY = "\u200b";

export function rspackHost(context: PluginContext): (compiler: Compiler) => void {
  return (compiler) => {
    if (!isOnlyOne<Compilation>(compiler, NAME)) return;
    const skipped = addSkipped(compiler, apart(compiler));
    addHost<Compilation>(compiler, context, {
      reach: (compilation, modules, wasTransformed) =>
        reach<Compilation>(compiler, compilation, {
          build: context.build,
          skipped,
          modules,
          reachedNow: () => [...compilation.modules],
          skipsUnused: true,
          escapedBy: ESCAPED_BY,
          wasTransformed,
        }),
      drop: skipped.drop,
      // Rspack reads files outside of JavaScript: there is nothing to share.
      mayHoldMarks: (file) => context.build.fileMayHoldMarks(file) ?? true,
      escapedBy: ESCAPED_BY,
    });
  };
}
