import { watchHead } from "../watch-head.js";
import type { Compilation, Compiler } from "./compiler.js";

/**
 * Has a watcher build again when HEAD comes to name another commit. Not by a file dependency: Rspack's watcher, and
 * webpack's as frameworks configure it, ignore everything in `.git`.
 */
export function rebuildOnCommit<C extends Compilation>(compiler: Compiler<C>, name: string): void {
  let stop: (() => void) | undefined;
  compiler.hooks.watchRun.tapPromise(name, async () => {
    stop ??= await watchHead(compiler.context, () => compiler.watching?.invalidate());
  });
  compiler.hooks.watchClose.tap(name, () => {
    stop?.();
    stop = undefined;
  });
}
