import { headLogsOf } from "@inlineage/core";

/** What a hook's `this` gives a plugin that has more to watch than modules. */
export interface WatchContext {
  meta: { watchMode: boolean };
  addWatchFile(file: string): void;
}

/**
 * Has a watcher build again when the HEAD of a repository comes to name another commit: no file of the work tree
 * changes then.
 *
 * @param directories absolute paths of directories in them
 */
export async function rebuildOnCommit(
  plugin: WatchContext,
  directories: Iterable<string>,
): Promise<void> {
  if (!plugin.meta.watchMode) return;
  for (const log of await headLogsOf(directories)) plugin.addWatchFile(log);
}
