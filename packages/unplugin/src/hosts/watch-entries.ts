import { readdirSync, type StatsListener, unwatchFile, watchFile } from "node:fs";

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
  const followed = new Map<string, StatsListener>();

  function start(path: string): void {
    let entries = entriesOf(path);
    const listener = () => {
      const before = entries;
      entries = entriesOf(path);
      // A file that was replaced, or a folder that was emptied and filled again, touches its directory too.
      if (entries !== before) onChange();
    };
    watchFile(path, { interval: POLL_MILLISECONDS, persistent: false }, listener);
    followed.set(path, listener);
  }

  return {
    follow(directories) {
      const wanted = new Set(directories);
      for (const [path, listener] of followed) {
        if (wanted.has(path)) continue;
        unwatchFile(path, listener);
        followed.delete(path);
      }
      for (const path of wanted) if (!followed.has(path)) start(path);
    },
  };
}

function entriesOf(path: string): string | undefined {
  try {
    return readdirSync(path).sort().join("/");
  } catch {
    return undefined;
  }
}
