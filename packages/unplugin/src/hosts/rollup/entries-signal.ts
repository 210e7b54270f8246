import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEntriesWatch } from "../watch-entries.js";

const REMIND_MILLISECONDS = 1000;

/** A file for a watcher to watch, which changes whenever one of some directories gets or loses an entry. */
export interface EntriesSignal {
  /**
   * To be called at the start of each build: the signal is given until then.
   *
   * @param directories absolute paths, instead of those followed so far
   * @returns the file, unless there are no directories to follow
   */
  follow(directories: readonly string[]): string | undefined;
  stop(): void;
}

export function createEntriesSignal(): EntriesSignal {
  let file: string | undefined;
  const give = () => {
    try {
      if (file !== undefined) writeFileSync(file, String(performance.now()));
    } catch {
      // Where nothing can be written, the next edit of a source shows it.
    }
  };
  // Rollup's watcher, which watches a changed file anew, misses what changes again meanwhile.
  let reminder: NodeJS.Timeout | undefined;
  const giveUntilBuilt = () => {
    give();
    clearTimeout(reminder);
    reminder = setTimeout(giveUntilBuilt, REMIND_MILLISECONDS).unref();
  };
  const entries = createEntriesWatch(giveUntilBuilt);

  return {
    follow(directories) {
      clearTimeout(reminder);
      entries.follow(directories);
      if (directories.length === 0) return undefined;
      if (file === undefined || !existsSync(file)) {
        file = join(tmpdir(), `inlineage-entries-${randomUUID()}`);
        give();
      }
      return file;
    },
    stop() {
      clearTimeout(reminder);
      entries.follow([]);
      if (file !== undefined) rmSync(file, { force: true });
      file = undefined;
    },
  };
}
