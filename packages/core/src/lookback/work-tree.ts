import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { storedBlobIds } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import { markedSourceFiles } from "../source-files.js";
import { slashedPath } from "../versions/source-trees.js";
import { definitionsInText } from "./definitions-in.js";
import type { Lookback } from "./open-lookback.js";

/** The sources as they are now. */
export interface WorkTree {
  /** The files that define a name. */
  filesOf(name: string): readonly string[];
  /** @returns the blob id git would store each of these files under; none for what is no file */
  blobsOf(paths: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}

const READS = 8;

export async function readWorkTree(lookback: Lookback): Promise<WorkTree> {
  const { repository, scanner, signal } = lookback;
  const { topLevel } = repository;
  lookback.progress("reading the working tree");
  const byName = new Map<string, string[]>();
  for (const file of await markedSourceFiles(topLevel, scanner.mayHoldMarks)) {
    const path = slashedPath(topLevel, file);
    const code = await readFile(file, "utf8").catch(() => "");
    for (const { name } of definitionsInText(lookback, path, code)) {
      byName.set(name, [...(byName.get(name) ?? []), path]);
    }
  }
  return {
    filesOf: (name) => byName.get(name) ?? [],
    async blobsOf(paths) {
      const existing: string[] = [];
      await concurrently(READS, [...new Set(paths)], async (path) => {
        const stats = await stat(join(topLevel, path)).catch(() => undefined);
        if (stats?.isFile()) existing.push(path);
      });
      return storedBlobIds(repository, existing, { signal });
    },
  };
}
