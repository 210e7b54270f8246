import type { Build } from "@inlineage/core";
import type { WatchContext } from "./commits.js";

/** Has a watcher build again when files of the option `track` change: they are no modules. */
export async function watchTrackedFiles(plugin: WatchContext, build: Build): Promise<void> {
  if (!plugin.meta.watchMode) return;
  const { files, folders } = await build.trackedPaths();
  for (const path of [...files, ...folders]) plugin.addWatchFile(path);
}
