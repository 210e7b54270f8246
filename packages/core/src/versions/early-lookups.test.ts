import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readCachedCommits } from "../git/commit-cache.js";
import {
  GitRepository,
  plainGit,
  stubEnvironment,
  temporaryFolder,
} from "../git/git-repository.fixture.js";
import { lastCommits } from "../git/last-commits.js";
import { lastCommitsOfSets } from "../git/last-commits-of-sets.js";
import { findRepository } from "../git/repository.js";
import { createEarlyLookups } from "./early-lookups.js";
import { resolveFileVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

const FILES = Array.from({ length: 12 }, (_, index) => `src/${index}.ts`);

/** A repository with a place for the cache, and a commit for each file. */
function repositoryOfTwelve(): GitRepository {
  const repository = GitRepository.create();
  for (const file of FILES) repository.commit({ ".gitignore": "node_modules\n", [file]: "1" });
  mkdirSync(repository.path("node_modules"));
  return repository;
}

/** Looks files up early. @returns once something was found out, what gives their versions */
async function lookUpEarly({ directory }: GitRepository, files: readonly string[]) {
  const early = createEarlyLookups(directory);
  early.add(files);
  const cache = join(directory, "node_modules/.cache/inlineage");
  await vi.waitUntil(() => existsSync(cache) && readdirSync(cache).some(isAnswer), 20_000);
  const repositories = await early.end();
  return async () => {
    const resolved = await resolveFileVersions(files, { root: directory, repositories });
    return files.map((file) => {
      const entry = resolved.get(file);
      return entry && formatVersion(entry.version);
    });
  };
}

function isAnswer(name: string): boolean {
  return name.endsWith(".json");
}

async function commandsOf(run: () => Promise<unknown>): Promise<string[]> {
  const trace = join(temporaryFolder("trace"), "events");
  stubEnvironment({ GIT_TRACE2_EVENT: trace });
  await run();
  stubEnvironment({ GIT_TRACE2_EVENT: "0" });
  // Git makes the file when it first runs.
  const events = existsSync(trace) ? readFileSync(trace, "utf8").trim().split("\n") : [];
  return events
    .map((line) => JSON.parse(line) as { event: string; name: string })
    .filter(({ event }) => event === "cmd_name")
    .map(({ name }) => name)
    .sort();
}

test("git is not asked again about what was looked up while the bundler worked, unless it was edited", async () => {
  const repository = repositoryOfTwelve();
  const paths = FILES.map((file) => repository.path(file));
  const versions = await lookUpEarly(repository, paths);
  const commits = FILES.map((file) => repository.lastCommit(file));
  const commandsWhenUnedited = await commandsOf(async () => {
    expect(await versions()).toEqual(commits);
  });
  expect(commandsWhenUnedited).toEqual([]);
  repository.write("src/0.ts", "2");
  const commandsWhenEdited = await commandsOf(async () => {
    const [edited, ...others] = await versions();
    expect([edited?.split("-")[0], ...others]).toEqual(commits);
    expect(edited).toContain("-dirty.");
  });
  expect(commandsWhenEdited).toContain("status");
});

test("what HEAD holds of them is read by one build alone, of each HEAD", async () => {
  const repository = repositoryOfTwelve();
  const paths = FILES.map((file) => repository.path(file));
  const cache = repository.path("node_modules/.cache/inlineage");
  const held = (head: string) =>
    [...readCachedCommits(cache, head)].map(
      ([path, { item }]) => `${item?.mode} ${item?.id} ${path}`,
    );
  const heldByGit = () =>
    repository
      .git("ls-tree", "--format=%(objectmode) %(objectname) %(path)", "HEAD", ...FILES)
      .split("\n");

  await lookUpEarly(repository, paths);
  expect(held(repository.head()).sort()).toEqual(heldByGit().sort());
  // A merge, at which the same commits are the last ones.
  repository.git("checkout", "--quiet", "-b", "side", "HEAD~1");
  repository.commit({ "src/1.ts": "2" });
  repository.git("checkout", "--quiet", "-");
  const before = repository.head();
  repository.git("merge", "--quiet", "--strategy=ours", "--no-edit", "side");
  const versions = await lookUpEarly(repository, [...paths, ...paths]);
  await versions();
  expect(repository.head()).not.toBe(before);
  expect(held(repository.head()).sort()).toEqual(heldByGit().sort());

  const commits = FILES.map((file) => repository.lastCommit(file));
  const tree = repository.git("rev-parse", "HEAD:src");
  rmSync(repository.path(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`));
  const answers = join(cache, `${repository.head()}.json`);
  utimesSync(answers, 1_000_000_000, 1_000_000_000);
  const early = createEarlyLookups(repository.directory);
  early.add(paths);
  // A file of the cache that is read counts as used.
  await vi.waitUntil(() => statSync(answers).mtimeMs > 1_000_000_000_000, 20_000);
  const repositories = await early.end();
  const resolved = await resolveFileVersions(paths, { root: repository.directory, repositories });
  expect(paths.map((path) => resolved.get(path)?.version)).toMatchObject(
    commits.map((commit) => ({ form: "commit", commit })),
  );
});

test("a commit and an edit made since then count", async () => {
  const repository = repositoryOfTwelve();
  const [committed, edited] = [repository.path("src/3.ts"), repository.path("src/4.ts")];
  const versions = await lookUpEarly(repository, [committed, edited]);
  const commit = repository.commit({ "src/3.ts": "2" });
  repository.write("src/4.ts", "2");
  expect(await versions()).toEqual([
    commit,
    expect.stringMatching(`^${repository.lastCommit("src/4.ts")}-dirty\\.`),
  ]);
});

test("the first commit of all, made since then, counts", async () => {
  const repository = GitRepository.create();
  const file = repository.write("a.ts", "1");
  const early = createEarlyLookups(repository.directory);
  early.add([file]);
  const repositories = await early.end();
  const commit = repository.commit();
  const resolved = await resolveFileVersions([file], { root: repository.directory, repositories });
  expect(resolved.get(file)?.version).toMatchObject({ form: "commit", commit });
});

test("files without a history, or that are gone, are no concern of theirs", async () => {
  const repository = repositoryOfTwelve();
  const untracked = repository.write("src/new.ts", "1");
  const outside = join(temporaryFolder("outside"), "gone", "a.ts");
  const early = createEarlyLookups(repository.directory);
  early.add([untracked, outside]);
  await early.end();
  const paths = [untracked, repository.path("src/1.ts")];
  const resolved = await resolveFileVersions(paths, { root: repository.directory });
  expect(paths.map((path) => resolved.get(path)?.version.form)).toEqual(["blob", "commit"]);
});

test("a history that is cut off meanwhile proves nothing, now and in the next build", async () => {
  const origin = repositoryOfTwelve();
  for (let count = 0; count < 40; count++) origin.commit({ "other.ts": String(count) });
  const commit = origin.lastCommit("src/1.ts");
  const repository = origin.clone();
  mkdirSync(repository.path("node_modules"));
  const [first, second] = FILES.map((file) => repository.path(file)) as [string, string];
  const early = createEarlyLookups(repository.directory);
  early.add([first]);
  await vi.waitUntil(() => existsSync(repository.path("node_modules/.cache")));
  const repositories = await early.end();

  repository.git("fetch", "--quiet", "--depth=1");
  // What git says by itself is where the history was cut.
  expect(repository.lastCommit("src/1.ts")).toBe(repository.head());
  expect(repository.head()).not.toBe(commit);
  const unproven = { form: "blob", reason: "shallow" };
  for (const known of [repositories, undefined]) {
    const options = { root: repository.directory, repositories: known };
    const resolved = await resolveFileVersions([second], options);
    expect(resolved.get(second)?.version).toMatchObject(unproven);
  }
});

test("what git says of a history that was cut off since it was opened is no answer, and isn't kept", async () => {
  const origin = repositoryOfTwelve();
  const { directory } = origin.clone();
  const found = await findRepository(directory);
  if (found.kind !== "repository") throw new Error(found.kind);
  plainGit(directory, ["fetch", "--quiet", "--depth=1"]);
  const cache = temporaryFolder("cache");
  const options = { cache, near: 0 };
  const pair = ["src/1.ts", "src/2.ts"];
  expect([...(await lastCommits(found.repository, pair, options)).values()]).toEqual([
    { kind: "shallow" },
    { kind: "shallow" },
  ]);
  expect(await lastCommitsOfSets(found.repository, [pair], options)).toEqual([{ kind: "shallow" }]);
  expect(readdirSync(cache)).toEqual([]);
});
