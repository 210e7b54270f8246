import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEntriesWatch } from "../watch-entries.js";

/** A file for a watcher to watch, which changes whenever one of some directories gets or loses an entry. */
export interface EntriesSignal {
  /**
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
  const entries = createEntriesWatch(give);

  return {
    follow(directories) {
      entries.follow(directories);
      if (directories.length === 0) return undefined;
      if (file === undefined || !existsSync(file)) {
        file = join(tmpdir(), `inlineage-entries-${randomUUID()}`);
        give();
      }
      return file;
    },
    stop() {
      entries.follow([]);
      if (file !== undefined) rmSync(file, { force: true });
      file = undefined;
    },
  };
}
