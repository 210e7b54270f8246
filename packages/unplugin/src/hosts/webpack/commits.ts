import { headLogsOf } from "@inlineage/core";
import { watchHeadLog } from "../watch-head.js";
import type { Compilation, Compiler } from "./compiler.js";

export interface CommitsWatch {
  /**
   * Follows the repositories that these directories are in, too.
   *
   * @param directories absolute paths
   */
  follow(directories: Iterable<string>): Promise<void>;
}

/**
 * Has a watcher build again when HEAD comes to name another commit. Not by a file dependency: Rspack's watcher, and
 * webpack's as frameworks configure it, ignore everything in `.git`.
 */
export function rebuildOnCommit<C extends Compilation>(
  compiler: Compiler<C>,
  name: string,
): CommitsWatch {
  const stops = new Map<string, () => void>();
  const known = new Set<string>();

  async function follow(directories: Iterable<string>): Promise<void> {
    const news = [...new Set(directories)].filter((directory) => !known.has(directory));
    for (const directory of news) known.add(directory);
    for (const log of await headLogsOf(news)) {
      if (stops.has(log)) continue;
      stops.set(
        log,
        watchHeadLog(log, () => compiler.watching?.invalidate()),
      );
    }
  }

  compiler.hooks.watchRun.tapPromise(name, () => follow([compiler.context]));
  compiler.hooks.watchClose.tap(name, () => {
    for (const stop of stops.values()) stop();
    stops.clear();
    known.clear();
  });
  return { follow };
}
