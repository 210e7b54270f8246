import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openRepositoryWithoutGit } from "../objects/open-repository.js";
import { walkSets } from "../objects/walk-sets.js";
import { createHistoryRepository, lastCommitsByGit } from "./history/history-repository.fixture.js";
import { randomHistory } from "./history/random-history.fixture.js";
import type { LastCommit } from "./last-commits.js";
import { lastCommitsOfSets } from "./last-commits-of-sets.js";
import { findRepository, type Repository } from "./repository.js";

const HISTORIES = Number(process.env.INLINEAGE_HISTORIES ?? 40);

function inWords(answer: LastCommit): string {
  return answer.kind === "commit" ? `${answer.commit} ${answer.date}` : answer.kind;
}

/** Some of the paths of a commit, by a number for each set. */
function setsOf(paths: readonly string[], masks: readonly number[]): string[][] {
  const sets = masks.map((mask) => paths.filter((_path, index) => (mask >> (index % 20)) & 1));
  return sets.filter((set) => set.length > 0);
}

test("sets of files have the commit that git gives them together, with a cache, and without git", {
  timeout: HISTORIES * 10_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      randomHistory({ maxCommits: 15 }),
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(2 ** 20), { minLength: 1, maxLength: 3 }),
      // How many commits are read in this process.
      fc.constantFrom(0, 3, undefined),
      async (history, visits, masks, near) => {
        const directory = await mkdtemp(join(tmpdir(), "inlineage-sets-"));
        try {
          const commits = await createHistoryRepository(directory, history);
          const cache = join(directory, "cache");
          const { repository } = (await findRepository(directory)) as { repository: Repository };
          const reading = await openRepositoryWithoutGit(directory);
          if (reading.kind !== "repository") throw new Error(reading.kind);
          for (const visit of visits) {
            const index = visit % commits.length;
            const commit = commits[index] as string;
            const head = { kind: "commit", commit } as const;
            const tree = [...(history.commits[index]?.tree.keys() ?? [])];
            // A name that isn't UTF-8 can't be asked for.
            const paths = tree.filter((path) => Buffer.from(path).toString() === path);
            const sets = setsOf(paths, masks);
            const expected = await lastCommitsByGit(directory, commit, sets);
            const inGit = expected.map((text) => text.replace(/Z$/, "+00:00"));
            const asked = await lastCommitsOfSets({ ...repository, head }, sets, { cache, near });
            expect(asked.map(inWords)).toEqual(inGit);
            const read = await walkSets({ ...reading.repository, head }, sets);
            expect(read.map(inWords)).toEqual(inGit);
          }
        } finally {
          await rm(directory, { recursive: true, force: true, maxRetries: 3 });
        }
      },
    ),
    { numRuns: HISTORIES },
  );
});
