import { unwatchFile, watchFile } from "node:fs";
import { headLogOf } from "@inlineage/core";

/** Vite's own watcher leaves `.git` out, and the log may not exist before the first commit: so it is polled. */
const POLL_MILLISECONDS = 500;

/**
 * Calls back when HEAD comes to name another commit. A commit changes no file of the work tree, so nothing else
 * would tell.
 *
 * @returns what ends it
 */
export async function watchHead(directory: string, onCommit: () => void): Promise<() => void> {
  const log = await headLogOf(directory);
  return log === undefined ? () => {} : watchHeadLog(log, onCommit);
}

/** As `watchHead`, for a log that `headLogOf` found. */
export function watchHeadLog(log: string, onCommit: () => void): () => void {
  watchFile(log, { interval: POLL_MILLISECONDS, persistent: false }, onCommit);
  return () => unwatchFile(log, onCommit);
}
