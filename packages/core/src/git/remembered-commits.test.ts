import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_OBJECTS } from "../objects/near-commits.js";
import { GitRepository, stubEnvironment, temporaryFolder } from "./git-repository.fixture.js";
import { createHistoryRepository, lastCommitsByGit } from "./history/history-repository.fixture.js";
import { randomHistory } from "./history/random-history.fixture.js";
import { type LastCommit, lastCommits } from "./last-commits.js";
import { findRepository, type Repository } from "./repository.js";

async function ask(
  { directory }: GitRepository,
  cache: string,
  ...paths: string[]
): Promise<Record<string, string>> {
  return askFrom(ALL_BY_GIT, directory, cache, paths);
}

const ALL_BY_GIT = 0;

async function askFrom(
  near: number | undefined,
  directory: string,
  cache: string,
  paths: readonly string[],
): Promise<Record<string, string>> {
  const lookup = (await findRepository(directory)) as { repository: Repository };
  const answers = await lastCommits(lookup.repository, paths, { cache, near });
  return Object.fromEntries([...answers].map(([path, answer]) => [path, inWords(answer)]));
}

function inWords(answer: LastCommit | undefined): string {
  return answer?.kind === "commit" ? answer.commit : `no commit: ${answer?.kind}`;
}

function oracle(repository: GitRepository, ...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, repository.lastCommit(path)]));
}

/** Runs something and tells which git commands it started. */
async function commandsOf(run: () => Promise<unknown>): Promise<string[]> {
  const file = join(temporaryFolder(), "trace");
  stubEnvironment({ GIT_TRACE2_EVENT: file });
  await run();
  stubEnvironment({ GIT_TRACE2_EVENT: "0" });
  if (!existsSync(file)) return [];
  const events = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return events.filter(({ event }) => event === "cmd_name").map(({ name }) => name);
}

const PATHS = Array.from({ length: 30 }, (_, index) => `src/${index}.ts`);

function longHistory(): GitRepository {
  const repository = GitRepository.create();
  repository.commit(Object.fromEntries(PATHS.map((path) => [path, "1"])));
  for (const path of PATHS.slice(0, 5)) repository.commit({ [path]: "2" });
  return repository;
}

describe("a first build", () => {
  const commandsOfFirst = async (repository: GitRepository, cache = temporaryFolder()) =>
    commandsOf(() => askFrom(undefined, repository.directory, cache, PATHS));

  test("starts no git where the history is short", async () => {
    expect(await commandsOfFirst(longHistory())).toEqual([]);
  });

  test("asks git at once where there is much history, unless it is cut short", async () => {
    const repository = longHistory();
    const files = Array.from({ length: MOST_OBJECTS }, (_, index) => [
      `large/${index}`,
      `${index}`,
    ]);
    repository.commit(Object.fromEntries(files));
    repository.git("gc", "--quiet");
    const cache = temporaryFolder();
    expect(await commandsOfFirst(repository, cache)).toContain("log");
    const shallow = repository.write(".git/shallow", `${repository.head()}\n`);
    expect(await commandsOfFirst(repository)).toEqual([]);
    rmSync(shallow);
    repository.commit({ [PATHS[7] as string]: "3" });
    expect(await commandsOfFirst(repository, cache)).toEqual([]);
  });
});

describe("a second build", () => {
  test("at the same HEAD reads no history", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    const first = await ask(repository, cache, ...PATHS);
    const commands = await commandsOf(async () => {
      expect(await ask(repository, cache, ...PATHS)).toEqual(first);
    });
    expect(commands).toEqual([]);
    expect(first).toEqual(oracle(repository, ...PATHS));
  });

  test("at the same HEAD reads the history of the files that are new to it alone", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS.slice(0, 10));
    expect(await ask(repository, cache, ...PATHS)).toEqual(oracle(repository, ...PATHS));
    const commands = await commandsOf(() => ask(repository, cache, ...PATHS));
    expect(commands).toEqual([]);
  });

  test("after one more commit reads that commit", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS);
    repository.commit({ [PATHS[7] as string]: "3", "README.md": "1" });
    const expected = oracle(repository, ...PATHS);
    // Whoever looks at the commit before that has to fail.
    const tree = repository.git("rev-parse", "HEAD~2^{tree}");
    rmSync(repository.path(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`));
    const commands = await commandsOf(async () => {
      expect(await ask(repository, cache, ...PATHS)).toEqual(expected);
    });
    expect(commands).toEqual(["cat-file", "log"]);
  });

  test("after one more commit starts no git: that commit is read in this process", async () => {
    const repository = longHistory();
    for (let edit = 1; edit <= 40; edit++) repository.commit({ "README.md": `${edit}` });
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS);
    repository.commit({ [PATHS[7] as string]: "3", "README.md": "1" });
    const expected = oracle(repository, ...PATHS);
    const commands = await commandsOf(async () => {
      expect(await askFrom(undefined, repository.directory, cache, PATHS)).toEqual(expected);
    });
    expect(commands).toEqual([]);
  });

  test("on another branch, and back again, keeps to each branch's answers", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS);
    repository.git("checkout", "--quiet", "-b", "other", "HEAD~3");
    repository.commit({ [PATHS[1] as string]: "other" });
    expect(await ask(repository, cache, ...PATHS)).toEqual(oracle(repository, ...PATHS));
    repository.git("checkout", "--quiet", "main");
    expect(await ask(repository, cache, ...PATHS)).toEqual(oracle(repository, ...PATHS));
    repository.git("merge", "--quiet", "--no-edit", "--strategy-option=theirs", "other");
    expect(await ask(repository, cache, ...PATHS)).toEqual(oracle(repository, ...PATHS));
  });

  test("after history was rewritten and the old commits are gone, starts anew", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS);
    repository.git("commit", "--quiet", "--amend", "--message", "another message");
    repository.git("reflog", "expire", "--expire=now", "--all");
    repository.git("gc", "--quiet", "--prune=now");
    expect(await ask(repository, cache, ...PATHS)).toEqual(oracle(repository, ...PATHS));
  });

  test("with replacement refs added or taken away believes nothing from before", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    await ask(repository, cache, ...PATHS);
    const [head, , , , root] = repository.git("log", "--format=%H").split("\n") as string[];
    repository.git("replace", "--graft", head as string, root as string);
    const altered = await ask(repository, cache, ...PATHS);
    expect(altered).toEqual(oracle(repository, ...PATHS));
    repository.git("replace", "-d", head as string);
    const plain = await ask(repository, cache, ...PATHS);
    expect(plain).toEqual(oracle(repository, ...PATHS));
    expect(plain).not.toEqual(altered);
  });

  test("with refs in tables, which only git reads, asks it about replacement refs", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    // What git 2.45 makes for them, beside the files that this git reads.
    mkdirSync(repository.path(".git/reftable"));
    await ask(repository, cache, ...PATHS);
    const commandsOfAnother = () => commandsOf(() => ask(repository, cache, ...PATHS));
    expect(await commandsOfAnother()).toEqual(["rev-parse", "for-each-ref"]);
    const programs = temporaryFolder();
    const script = `#!/bin/sh
PATH=${process.env.PATH}
case "$*" in *for-each-ref*) echo "refs/replace/some" ;; *) exec git "$@" ;; esac
`;
    writeFileSync(join(programs, "git"), script, { mode: 0o755 });
    stubEnvironment({ PATH: programs });
    expect(await commandsOfAnother()).toContain("log");
  });

  test("in a shallow clone has what was proven in a full one", async () => {
    const repository = longHistory();
    const cache = temporaryFolder();
    const clone = repository.clone("--depth=2");
    const path = PATHS[20] as string;
    expect(await ask(clone, cache, path)).toEqual({ [path]: "no commit: shallow" });
    await ask(repository, cache, path);
    expect(await ask(clone, cache, path)).toEqual(oracle(repository, path));
  });
});

test("builds at the same time, over one cache, all have the right answers", async () => {
  const repository = longHistory();
  const cache = temporaryFolder();
  const expected = oracle(repository, ...PATHS);
  const halves = [PATHS.slice(0, 15), PATHS.slice(15), PATHS];
  const all = await Promise.all(
    [...halves, ...halves].map((paths) => ask(repository, cache, ...paths)),
  );
  for (const answers of all) expect(expected).toMatchObject(answers);
  expect(await ask(repository, cache, ...PATHS)).toEqual(expected);
});

const HISTORIES = Number(process.env.INLINEAGE_HISTORIES ?? 40);

test("a cache carried along a random history never gives another answer than git", {
  timeout: HISTORIES * 10_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      randomHistory({ maxCommits: 15 }),
      fc.array(fc.nat(1000), { minLength: 2, maxLength: 8 }),
      fc.constantFrom(ALL_BY_GIT, 1, 3, undefined),
      async (history, visits, near) => {
        const directory = await mkdtemp(join(tmpdir(), "inlineage-remembered-"));
        try {
          const commits = await createHistoryRepository(directory, history);
          const cache = join(directory, "cache");
          const lookup = (await findRepository(directory)) as { repository: Repository };
          for (const visit of visits) {
            const index = visit % commits.length;
            const commit = commits[index] as string;
            // A name that isn't UTF-8 can't be asked for.
            const tree = [...(history.commits[index]?.tree.keys() ?? [])];
            const paths = tree.filter((path) => Buffer.from(path).toString() === path);
            const repository = { ...lookup.repository, head: { kind: "commit", commit } as const };
            const answers = await lastCommits(repository, paths, { cache, near });
            const sets = paths.map((path) => [path]);
            const expected = await lastCommitsByGit(directory, commit, sets);
            expect(paths.map((path) => inWords(answers.get(path)))).toEqual(
              expected.map((text) => text.split(" ")[0]),
            );
          }
        } finally {
          await rm(directory, { recursive: true, force: true, maxRetries: 3 });
        }
      },
    ),
    { numRuns: HISTORIES },
  );
});
