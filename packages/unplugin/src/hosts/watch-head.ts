import { unwatchFile, watchFile } from "node:fs";

/** Vite's own watcher leaves `.git` out, and the log may not exist before the first commit: so it is polled. */
const POLL_MILLISECONDS = 500;

/**
 * Calls back when HEAD comes to name another commit. A commit changes no file of the work tree, so nothing else
 * would tell.
 *
 * @param log that `headLogOf` found
 * @returns what ends it
 */
export function watchHeadLog(log: string, onCommit: () => void): () => void {
  watchFile(log, { interval: POLL_MILLISECONDS, persistent: false }, onCommit);
  return () => unwatchFile(log, onCommit);
}
