import { readdirSync, statSync } from "node:fs";

const POLL_MILLISECONDS = 500;
/** File systems count time in steps: a directory that changed so lately may have changed again in the same step. */
const RACY_MILLISECONDS = 3000;

/**
 * Calls back when one of some directories gets or loses an entry. To be told of a directory, bundlers' own watchers
 * look through all that is below it, what they write included: they would build without end.
 */
export interface EntriesWatch {
  /**
   * To be called in each build, before it reads what is in them.
   *
   * @param directories absolute paths, instead of those followed so far
   */
  follow(directories: readonly string[]): void;
}

interface Seen {
  time: number | undefined;
  entries: string | undefined;
}

export function createEntriesWatch(onChange: () => void): EntriesWatch {
  let followed: ReadonlyMap<string, Seen> = new Map();
  let timer: NodeJS.Timeout | undefined;

  function poll(): void {
    let isChanged = false;
    for (const [path, seen] of followed) {
      const time = timeOf(path);
      if (time === seen.time && Date.now() - (time ?? 0) > RACY_MILLISECONDS) continue;
      const entries = entriesOf(path);
      // A file that was replaced, or a folder that was emptied and filled again, touches its directory too.
      isChanged ||= entries !== seen.entries;
      Object.assign(seen, { time, entries });
    }
    if (isChanged) onChange();
  }

  return {
    follow(directories) {
      // All anew: what was there between two polls, and is in this build, has to be missed when it is gone.
      followed = new Map(directories.map((path) => [path, look(path)]));
      if (followed.size === 0) {
        clearInterval(timer);
        timer = undefined;
      } else {
        // Not by `watchFile`, which takes its first look only later.
        timer ??= setInterval(poll, POLL_MILLISECONDS).unref();
      }
    },
  };
}

function look(path: string): Seen {
  // The time first: what changes after that shows.
  const time = timeOf(path);
  return { time, entries: entriesOf(path) };
}

function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function entriesOf(path: string): string | undefined {
  try {
    return readdirSync(path).sort().join("/");
  } catch {
    return undefined;
  }
}
