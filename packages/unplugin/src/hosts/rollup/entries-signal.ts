import { createHash } from "node:crypto";
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
    if (file !== undefined) writeFileSync(file, String(performance.now()));
  };
  const entries = createEntriesWatch(give);

  return {
    follow(directories) {
      entries.follow(directories);
      if (directories.length === 0) return undefined;
      if (file === undefined || !existsSync(file)) {
        file = signalFile();
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

/** The same for all watchers of a project: one that is killed leaves no more than that. */
function signalFile(): string {
  const project = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 16);
  return join(tmpdir(), `inlineage-entries-${project}`);
}
