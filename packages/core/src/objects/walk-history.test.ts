import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createHistoryRepository,
  lastCommitsByGit,
} from "../git/history/history-repository.fixture.js";
import { randomHistory } from "../git/history/random-history.fixture.js";
import { openRepositoryWithoutGit, type ReadRepository } from "./open-repository.js";
import { walkHistory } from "./walk-history.js";

const HISTORIES = Number(process.env.INLINEAGE_HISTORIES ?? 60);

async function open(directory: string): Promise<ReadRepository> {
  const reading = await openRepositoryWithoutGit(directory);
  if (reading.kind !== "repository") throw new Error(`expected a repository, not ${reading.kind}`);
  return reading.repository;
}

/** What git answers about a path, in the words of the walk. */
function oracle(text: string): string {
  return text.replace(/Z$/, "+00:00");
}

test("the walk without git answers as git does, on random histories, packed and loose", async () => {
  await fc.assert(
    fc.asyncProperty(randomHistory(), fc.boolean(), async (history, unpacked) => {
      const directory = await mkdtemp(join(tmpdir(), "inlineage-walk-"));
      try {
        const commits = await createHistoryRepository(directory, history, { unpacked });
        const head = commits.at(-1) as string;
        const tree = [...(history.commits.at(-1)?.tree.keys() ?? [])];
        // A name that isn't UTF-8 can't be asked for.
        const paths = tree.filter((path) => Buffer.from(path).toString() === path);
        const repository = await open(directory);
        expect(repository.head).toEqual({ kind: "commit", commit: head });
        const answers = await walkHistory(repository, paths);
        const actual = paths.map((path) => {
          const answer = answers.get(path);
          return answer?.kind === "commit" ? `${answer.commit} ${answer.date}` : answer?.kind;
        });
        const sets = paths.map((path) => [path]);
        const expected = await lastCommitsByGit(directory, head, sets);
        expect(actual).toEqual(expected.map(oracle));
      } finally {
        await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      }
    }),
    { numRuns: HISTORIES },
  );
});
