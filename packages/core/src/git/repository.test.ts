import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  stubEnvironment,
  temporaryFolder,
} from "./git-repository.fixture.js";
import { findRepository, type Repository } from "./repository.js";

async function open(directory: string): Promise<Repository> {
  const lookup = await findRepository(directory);
  if (lookup.kind !== "repository") throw new Error(`expected a repository, not ${lookup.kind}`);
  return lookup.repository;
}

describe("a repository", () => {
  test("is found from any directory inside it", async () => {
    const repository = GitRepository.create();
    const commit = repository.commit({ "src/deep/a.ts": "" });
    expect(await open(repository.path("src/deep"))).toEqual({
      topLevel: repository.directory,
      gitDir: repository.path(".git"),
      commonDir: repository.path(".git"),
      objectFormat: "sha1",
      head: { kind: "commit", commit },
      shallowCommits: new Set(),
      partial: false,
    });
  });

  test("without commits is one, with nothing at HEAD", async () => {
    expect(await open(GitRepository.create().directory)).toMatchObject({
      head: { kind: "unborn" },
    });
  });

  test("on a new branch without commits has nothing at HEAD, whatever other branches hold", async () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "" });
    repository.git("checkout", "--quiet", "--orphan", "fresh");
    expect(await open(repository.directory)).toMatchObject({ head: { kind: "unborn" } });
  });

  test("whose HEAD names a lost commit says so", async () => {
    const repository = GitRepository.create();
    const commit = repository.commit({ "a.ts": "" });
    rmSync(repository.path(`.git/objects/${commit.slice(0, 2)}/${commit.slice(2)}`));
    expect(await open(repository.directory)).toMatchObject({ head: { kind: "missing" } });
  });

  test("with 64-digit ids is read as such", async () => {
    const repository = GitRepository.create(undefined, "--object-format=sha256");
    const commit = repository.commit({ "a.ts": "" });
    expect(await open(repository.directory)).toMatchObject({
      objectFormat: "sha256",
      head: { kind: "commit", commit },
    });
  });

  test("in a folder whose name holds a line break is read as well", async () => {
    const main = GitRepository.create(join(temporaryFolder(), "a\nsha1\nb"));
    main.commit({ "a.ts": "" });
    expect(await open(main.directory)).toMatchObject({ topLevel: main.directory });

    const worktree = join(temporaryFolder(), "c\nd");
    main.git("worktree", "add", "--quiet", "-b", "other", worktree);
    expect(await open(worktree)).toMatchObject({
      topLevel: worktree,
      gitDir: main.path(".git/worktrees/c-d"),
      commonDir: main.path(".git"),
    });
  });

  test("is the linked work tree's own, sharing the main one's history", async () => {
    const main = GitRepository.create();
    main.commit({ "a.ts": "" });
    const worktree = join(temporaryFolder(), "worktree");
    main.git("worktree", "add", "--quiet", "-b", "other", worktree);
    const commit = new GitRepository(worktree).commit({ "b.ts": "" });
    expect(await open(worktree)).toMatchObject({
      topLevel: worktree,
      gitDir: main.path(".git/worktrees/worktree"),
      commonDir: main.path(".git"),
      head: { kind: "commit", commit },
    });
  });

  test("is the submodule's own inside a submodule", async () => {
    const inner = GitRepository.create();
    const commit = inner.commit({ "a.ts": "" });
    const outer = GitRepository.create();
    outer.git("submodule", "--quiet", "add", inner.directory, "libs/inner");
    outer.commit();
    expect(await open(outer.path("libs/inner"))).toMatchObject({
      topLevel: outer.path("libs/inner"),
      gitDir: outer.path(".git/modules/libs/inner"),
      head: { kind: "commit", commit },
    });
  });

  test("cloned shallow lists the commits whose parents are left out", async () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "1" });
    const boundary = repository.commit({ "a.ts": "2" });
    repository.commit({ "a.ts": "3" });
    const clone = await open(repository.clone("--depth=2").directory);
    expect(clone.shallowCommits).toEqual(new Set([boundary]));
  });

  test("cloned with a filter is partial", async () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "1" });
    const clone = repository.clone("--filter=blob:none");
    expect(await open(clone.directory)).toMatchObject({ partial: true });
  });

  test("is not mistaken for the one an inherited variable names", async () => {
    const repository = GitRepository.create();
    const other = GitRepository.create();
    stubEnvironment({
      GIT_DIR: other.path(".git"),
      GIT_WORK_TREE: other.directory,
      GIT_COMMON_DIR: other.path(".git"),
      GIT_CEILING_DIRECTORIES: repository.directory,
    });
    mkdirSync(repository.path("src"));
    expect(await open(repository.path("src"))).toMatchObject({ topLevel: repository.directory });
  });
});

describe("no repository", () => {
  test("is said without asking git where there is no .git", async () => {
    const folder = temporaryFolder();
    hideGit();
    expect(await findRepository(folder)).toEqual({ kind: "none" });
  });

  test("is what an empty .git folder means", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".git"));
    expect(await findRepository(folder)).toEqual({ kind: "none" });
  });

  test("hides behind an empty .git folder when there is one further up", async () => {
    const repository = GitRepository.create();
    mkdirSync(repository.path("packages/a/.git"), { recursive: true });
    expect(await open(repository.path("packages/a"))).toMatchObject({
      topLevel: repository.directory,
    });
  });

  test("is what a .git file that leads nowhere means", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".git"), "gitdir: ../gone/.git/modules/a\n");
    expect(await findRepository(folder)).toEqual({ kind: "none" });
  });

  test("is what a bare repository means for the files in it", async () => {
    const repository = GitRepository.create();
    repository.git("config", "core.bare", "true");
    expect(await findRepository(repository.directory)).toEqual({ kind: "none" });
  });
});

describe("a repository that git can't be asked about", () => {
  test("because there is no git program", async () => {
    const repository = GitRepository.create();
    mkdirSync(repository.path("src"));
    hideGit();
    expect(await findRepository(repository.path("src"))).toEqual({
      kind: "unavailable",
      directory: repository.directory,
      problem: { kind: "not-found" },
    });
  });

  test("because somebody else owns it", async () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "" });
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    expect(await findRepository(repository.directory)).toMatchObject({
      kind: "unavailable",
      directory: repository.directory,
      problem: { kind: "refused" },
    });
  });

  test("because its configuration is broken", async () => {
    const repository = GitRepository.create();
    writeFileSync(repository.path(".git/config"), "[core\n");
    expect(await findRepository(repository.directory)).toMatchObject({
      kind: "unavailable",
      problem: { kind: "failed", reason: "bad-configuration" },
    });
  });

  test("because it needs a newer git", async () => {
    const repository = GitRepository.create();
    repository.git("config", "core.repositoryFormatVersion", "1");
    repository.git("config", "extensions.ofTheFuture", "true");
    expect(await findRepository(repository.directory)).toMatchObject({
      kind: "unavailable",
      problem: { kind: "failed", reason: "bad-configuration" },
    });
  });

  test("because the main repository of a linked work tree was moved", async () => {
    const main = GitRepository.create();
    main.commit({ "a.ts": "" });
    const worktree = join(temporaryFolder(), "worktree");
    main.git("worktree", "add", "--quiet", "-b", "other", worktree);
    renameSync(main.path(".git"), main.path("elsewhere"));
    expect(await findRepository(worktree)).toEqual({ kind: "none" });
  });
});

test("an aborted look-up rejects with the signal's reason", async () => {
  const repository = GitRepository.create();
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(findRepository(repository.directory, { signal })).rejects.toThrow("enough");
});
