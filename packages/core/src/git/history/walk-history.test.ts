import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  stubEnvironment,
  temporaryFolder,
} from "../git-repository.fixture.js";
import type { HistoryAnswer } from "./history-answer.js";
import { createHistoryRepository } from "./history-repository.fixture.js";
import type { HistoryTree } from "./history-tree.fixture.js";
import type { History } from "./random-history.fixture.js";
import { type WalkOptions, walkHistory } from "./walk-history.js";
import type { WalkTuning } from "./walk-tuning.js";

const STREAMS: WalkTuning = {
  lookUpAtMost: 0,
  seeAtLeast: 0,
  sideSteps: 50,
  firstParentRounds: 8,
  maxRounds: 50,
};
const MISSING = { kind: "missing-objects" };

function walk(
  repository: GitRepository,
  sets: readonly (readonly string[])[],
  options: WalkOptions = {},
): Promise<HistoryAnswer[]> {
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  return walkHistory(place, repository.head(), sets, options);
}

const commitsOf = (answers: readonly HistoryAnswer[]) =>
  answers.map((answer) => (answer.kind === "commit" ? answer.commit : answer.kind));

/** A history with a commit for each file, one after the other. */
async function manyFiles(count: number) {
  const files = Array.from({ length: count }, (_, index) => `src/${index}.ts`);
  const repository = new GitRepository(temporaryFolder("history"));
  const entries = files.map((file, index) => [file, { mode: "100644", content: index }] as const);
  const commits = await createHistoryRepository(
    repository.directory,
    {
      objectFormat: "sha1",
      commits: files.map((_, index) => ({
        parents: index === 0 ? [] : [index - 1],
        tree: new Map(entries.slice(0, index + 1)),
        time: 1_500_000_000 + index,
      })),
    },
    { unpacked: true },
  );
  return { repository, files, commits };
}

/** A history with a branch of one commit for each file, merged one after the other. */
async function sideBranches(count: number) {
  const files = Array.from({ length: count }, (_, index) => `src/${index}.ts`);
  const repository = new GitRepository(temporaryFolder("history"));
  const treeWith = (some: number): HistoryTree =>
    new Map(files.slice(0, some).map((file, content) => [file, { mode: "100644", content }]));
  const time = 1_500_000_000;
  const root = { parents: [], tree: treeWith(0), time };
  const pairs = files.flatMap((_, index) => [
    { parents: [2 * index], tree: treeWith(index + 1), time: time + 2 * index + 1 },
    { parents: [2 * index, 2 * index + 1], tree: treeWith(index + 1), time: time + 2 * index + 2 },
  ]);
  const history: History = { objectFormat: "sha1", commits: [root, ...pairs] };
  const commits = await createHistoryRepository(repository.directory, history);
  return { repository, files, commits: files.map((_, index) => commits[2 * index + 1]) };
}

test("no question needs no git", async () => {
  hideGit();
  const nowhere = temporaryFolder();
  expect(await walkHistory({ topLevel: nowhere, commonDir: nowhere }, "HEAD", [])).toEqual([]);
  expect(await walkHistory({ topLevel: nowhere, commonDir: nowhere }, "HEAD", [[]])).toEqual([
    { kind: "none" },
  ]);
});

test("more files than get a process each have the commits and dates git log tells", async () => {
  const { repository, files, commits } = await manyFiles(30);
  const answers = await walk(
    repository,
    files.map((file) => [file]),
  );
  expect(commitsOf(answers)).toEqual(commits);
  expect(answers.map((answer) => answer.kind === "commit" && answer.date)).toEqual(
    commits.map((commit) => repository.git("log", "-1", "--format=%cI", commit)),
  );
});

test("a set of hundreds of files is as new as its newest", async () => {
  const { repository, files, commits } = await manyFiles(30);
  const unknown = Array.from({ length: 400 }, (_, index) => `src/never-${index}.ts`);
  const sets = [[...files.slice(0, 12), ...unknown], unknown, [...files, ...unknown]];
  const expected = [commits[11], "none", commits[29]];
  expect(commitsOf(await walk(repository, sets))).toEqual(expected);
  expect(commitsOf(await walk(repository, sets, { tuning: STREAMS }))).toEqual(expected);
});

test("a directory is as new as what it holds or held", async () => {
  const repository = GitRepository.create();
  const first = repository.commit({ "a/kept.ts": "1", "b/c.ts": "1" });
  repository.commit({ "a/gone.ts": "1" });
  rmSync(repository.path("a/gone.ts"));
  const deletion = repository.commit();
  repository.commit({ "b/d.ts": "1" });
  const sets = [["a"], ["a/gone.ts"], ["a/kept.ts"], ["b/c.ts"]];
  expect(commitsOf(await walk(repository, sets, { tuning: STREAMS }))).toEqual([
    ...[deletion, deletion, first, first],
  ]);
});

test("history that isn't needed isn't read: what is missing there does no harm", async () => {
  const { repository, files, commits } = await manyFiles(12);
  const oldTree = repository.git("rev-parse", `${commits[3]}:src`);
  rmSync(repository.path(`.git/objects/${oldTree.slice(0, 2)}/${oldTree.slice(2)}`));
  const sets = files.map((file) => [file]);
  expect(commitsOf(await walk(repository, sets.slice(6), { tuning: STREAMS }))).toEqual(
    commits.slice(6),
  );
  // With all of them asked for: right where it can be known, and no claim where it can't.
  const answers = commitsOf(
    await walk(repository, sets, { tuning: { ...STREAMS, lookUpAtMost: 1 } }),
  );
  expect(answers.slice(5)).toEqual(commits.slice(5));
  expect(answers.slice(0, 5)).toEqual(Array(5).fill("missing-objects"));
});

test("a set too large for a process of its own is missing objects too", async () => {
  const { repository, files, commits } = await manyFiles(12);
  const oldTree = repository.git("rev-parse", `${commits[3]}:src`);
  rmSync(repository.path(`.git/objects/${oldTree.slice(0, 2)}/${oldTree.slice(2)}`));
  const unknown = Array.from({ length: 20 }, (_, index) => `src/never-${index}.ts`);
  expect(await walk(repository, [[files[0] as string, ...unknown]])).toEqual([MISSING]);
});

test("the last word on files that many rounds didn't settle is a process for each", async () => {
  const { repository, files, commits } = await manyFiles(12);
  const tuning = { ...STREAMS, lookUpAtMost: 1, maxRounds: 0 };
  const answers = await walk(
    repository,
    files.map((file) => [file]),
    { tuning },
  );
  expect(commitsOf(answers)).toEqual(commits);
});

test("however little of a merge's other side is looked at by the way, the answers are the same", async () => {
  const { repository, files, commits } = await sideBranches(12);
  const sets = files.map((file) => [file]);
  for (const sideSteps of [0, 1, 50]) {
    const answers = await walk(repository, sets, { tuning: { ...STREAMS, sideSteps } });
    expect(commitsOf(answers)).toEqual(commits);
  }
});

test.each([
  [
    "a grafts file",
    ({ directory }: GitRepository, [, , , side]: readonly string[]) => {
      const repository = new GitRepository(directory);
      const tree = repository.git("rev-parse", `${side}^{tree}`);
      const other = repository.git("commit-tree", "-m", "as if it had come from here", tree);
      repository.write(".git/info/grafts", `${side} ${other}\n`);
      return repository;
    },
  ],
  ["a shallow clone", (repository: GitRepository) => repository.clone("--depth=4")],
])("on a merge's other side too, %s gives commits the parents git sees", async (_, change) => {
  const { repository, files, commits } = await sideBranches(12);
  const changed = change(repository, commits as string[]);
  const answers = await walk(
    changed,
    files.map((file) => [file]),
  );
  const expected = files.map((file) => changed.lastCommit(file));
  expect(commitsOf(answers)).toEqual(expected);
  expect(expected).not.toEqual(commits);
});

test("a git that is stuck ends at the time limit, once for all files", async () => {
  const { repository, files } = await manyFiles(12);
  const sets = files.map((file) => [file]);
  const start = repository.head();
  fakeGit("exec /bin/sleep 600");
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  for (const some of [sets, sets.slice(0, 5)]) {
    const answers = await walkHistory(place, start, some, { timeout: 200 });
    expect(answers).toEqual(some.map(() => ({ kind: "failed", problem: { kind: "timeout" } })));
  }
});

test("a git that stops in the middle of its output ends there too", async () => {
  const { repository, files } = await manyFiles(12);
  const start = repository.head();
  // `cat-file` works, `log` hangs after its first commit.
  fakeGit(`case "$*" in
*cat-file*) exec ${realGit()} "$@" ;;
*) printf '\\000%s \\001' ${start}; printf '0 +0000\\000'; exec /bin/sleep 600 ;;
esac`);
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  const answers = await walkHistory(
    place,
    start,
    files.map((file) => [file]),
    { timeout: 500 },
  );
  expect(answers).toEqual(files.map(() => ({ kind: "failed", problem: { kind: "timeout" } })));
});

test("a git that is killed fails for every file that had no answer yet", async () => {
  const { repository, files } = await manyFiles(12);
  const start = repository.head();
  fakeGit("kill -9 $$");
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  const answers = await walkHistory(
    place,
    start,
    files.map((file) => [file]),
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({ kind: "failed", problem: { kind: "failed", reason: "killed" } });
  }
});

test("without git every file says so", async () => {
  const { repository, files } = await manyFiles(12);
  const start = repository.head();
  hideGit();
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  const answers = await walkHistory(
    place,
    start,
    files.map((file) => [file]),
  );
  expect(answers).toEqual(files.map(() => ({ kind: "failed", problem: { kind: "not-found" } })));
});

test("a build that is called off gets no answer", async () => {
  const { repository, files } = await manyFiles(12);
  const sets = files.map((file) => [file]);
  const gone = AbortSignal.abort(new Error("called off"));
  await expect(walk(repository, sets, { signal: gone })).rejects.toThrow("called off");
  const start = repository.head();
  fakeGit("exec /bin/sleep 600");
  const controller = new AbortController();
  const place = { topLevel: repository.directory, commonDir: repository.path(".git") };
  const walking = walkHistory(place, start, sets, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("called off later")), 100);
  await expect(walking).rejects.toThrow("called off later");
});

function realGit(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, "git")).find(existsSync) ?? "/usr/bin/git";
}

function fakeGit(script: string): void {
  const folder = temporaryFolder("fake-git");
  writeFileSync(join(folder, "git"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "git"), 0o755);
  stubEnvironment({ PATH: folder });
}
