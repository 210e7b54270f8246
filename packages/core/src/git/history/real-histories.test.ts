import { delimiter, dirname } from "node:path";
import { expect, test } from "vitest";
import { plainGit } from "../git-repository.fixture.js";
import { STREAMS_ONLY } from "./differential.fixture.js";
import { lastCommitsByGit } from "./history-repository.fixture.js";
import { walkHistory } from "./walk-history.js";

/**
 * Work trees or bare repositories to check every file of, besides the repository this file is in:
 * `INLINEAGE_REPOSITORIES=/path/to/vite:/path/to/git npx vitest run real-histories`. Git takes its time: some
 * minutes for ten thousand files, less after `git commit-graph write --reachable --changed-paths`.
 */
const OTHERS = (process.env.INLINEAGE_REPOSITORIES ?? "").split(delimiter).filter(Boolean);

test.each([import.meta.dirname, ...OTHERS])(
  "every file and every folder in the repository of %s gets the commit that git log -1 prints",
  { timeout: 3_600_000 },
  async (place) => {
    const ask = (...args: string[]) => plainGit(place, args);
    const cwd =
      ask("rev-parse", "--is-bare-repository") === "true"
        ? place
        : ask("rev-parse", "--show-toplevel");
    const start = ask("rev-parse", "HEAD");
    const files = plainGit(cwd, ["ls-tree", "-r", "-z", "--name-only", start]).split("\0");
    const named = files.filter((file) => file !== "" && !file.includes("\ufffd"));
    const folders = [...new Set(named.map(dirname))].filter((folder) => folder !== ".");
    const sets = [...named, ...folders].map((path) => [path]);

    const expected = await lastCommitsByGit(cwd, start, sets);
    const repository = { topLevel: cwd, commonDir: ask("rev-parse", "--absolute-git-dir") };
    for (const tuning of [undefined, ...STREAMS_ONLY]) {
      const answers = await walkHistory(repository, start, sets, { tuning });
      const words = answers.map((answer) =>
        answer.kind === "commit" ? `${answer.commit} ${answer.date}` : answer.kind,
      );
      expect(words.filter((word, index) => word !== expected[index])).toEqual([]);
    }
  },
);
