import type { Compilation, Compiler } from "@rspack/core";
import { withoutStack } from "../webpack/error.js";
import { APART, type Apart } from "../webpack/skipped/build.js";

/**
 * Where a module has no side effects, Rspack builds neither what it hands on and nobody asks for
 * (`lazy_barrel_artifact.rs`), nor the module itself if nothing of it is used (`factorize.rs`). Both are built here as
 * if they were entries. As they are no entries any more when Rspack finishes the module graph, it drops them then,
 * with all that it said of them.
 */
export function apart({ webpack }: Compiler): Apart<Compilation> {
  return {
    build(request, { context }, compilation) {
      const dependency = webpack.EntryPlugin.createDependency(request);
      const entry = { name: APART, layer: APART };
      return new Promise((resolve, reject) => {
        compilation.addInclude(context ?? "", dependency, entry, (error, module) => {
          // With this option, Rspack has given up.
          if (error && compilation.options.bail) reject(withoutStack(error.message));
          else resolve(module);
        });
      });
    },
    drop(compilation) {
      compilation.entries.delete(APART);
    },
  };
}
