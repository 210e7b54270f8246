import type { Build } from "@inlineage/core";
import type { WatchContext } from "./commits.js";
import type { EntriesSignal } from "./entries-signal.js";

/** Has a watcher build again when files of the option `track` change, come or go: they are no modules. */
export async function watchTrackedFiles(
  plugin: WatchContext,
  build: Build,
  signal: EntriesSignal,
): Promise<void> {
  if (!plugin.meta.watchMode) return;
  const { files, directories } = await build.trackedPaths();
  for (const file of files) plugin.addWatchFile(file);
  const entries = signal.follow(directories);
  if (entries !== undefined) plugin.addWatchFile(entries);
}
