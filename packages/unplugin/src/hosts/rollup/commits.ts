import { headLogOf } from "@inlineage/core";

/** What a hook's `this` gives a plugin that has more to watch than modules. */
export interface WatchContext {
  meta: { watchMode: boolean };
  addWatchFile(file: string): void;
}

/** Has a watcher build again when HEAD comes to name another commit: no file of the work tree changes then. */
export async function rebuildOnCommit(plugin: WatchContext, directory: string): Promise<void> {
  if (!plugin.meta.watchMode) return;
  const log = await headLogOf(directory);
  if (log !== undefined) plugin.addWatchFile(log);
}
