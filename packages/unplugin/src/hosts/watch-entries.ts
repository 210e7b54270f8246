import { unwatchFile, watchFile } from "node:fs";

const POLL_MILLISECONDS = 500;

/**
 * Calls back when one of some directories gets or loses an entry. To be told of a directory, bundlers' own watchers
 * look through all that is below it, what they write included: they would build without end.
 */
export interface EntriesWatch {
  /** @param directories absolute paths, instead of those followed so far */
  follow(directories: readonly string[]): void;
}

export function createEntriesWatch(onChange: () => void): EntriesWatch {
  let followed: readonly string[] = [];
  return {
    follow(directories) {
      for (const path of followed) if (!directories.includes(path)) unwatchFile(path, onChange);
      for (const path of directories) {
        if (followed.includes(path)) continue;
        watchFile(path, { interval: POLL_MILLISECONDS, persistent: false }, onChange);
      }
      followed = directories;
    },
  };
}
