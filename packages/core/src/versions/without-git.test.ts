import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  stubEnvironment,
  temporaryFolder,
} from "../git/git-repository.fixture.js";
import {
  readCommit,
  readVersionOf,
  repositoryWith,
  resolve,
  versionOf,
} from "./file-versions.fixture.js";

describe("without the git program, the repository's own files prove", () => {
  test("the commit and its date", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const commit = repository.head();
    repository.commit({ "b.ts": "1" });
    const date = repository.git("log", "-1", "--format=%cI", commit).replace(/Z$/, "+00:00");
    hideGit();
    expect(await resolve(repository.directory, repository.path("a.ts"))).toEqual({
      path: "a.ts",
      repository: repository.directory,
      reason: "git-not-found",
      text: commit,
      version: { form: "commit", commit, commitDate: date, source: "repository" },
    });
  });

  test("that a file was edited", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    const expected = {
      form: "dirty",
      commit: repository.head(),
      blob: repository.hashObject("a.ts"),
    };
    expect(await readVersionOf(repository, "a.ts")).toMatchObject(expected);
  });

  test("that only a file's mode changed, unless modes mean nothing here", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    chmodSync(repository.path("a.ts"), 0o755);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ form: "dirty" });
    writeFileSync(repository.path(".git/config"), "[core]\n\tfileMode = false\n");
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ form: "commit" });
  });

  test.each([
    ["untracked", () => undefined],
    ["staged", (repository: GitRepository) => repository.git("add", "new.ts")],
  ])("that a file is new when it is %s", async (_, prepare) => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("new.ts", "1");
    prepare(repository);
    const blob = repository.hashObject("new.ts");
    expect(await readVersionOf(repository, "new.ts")).toEqual({
      form: "blob",
      blob,
      source: "content",
      reason: "untracked",
    });
  });

  test("that there are no commits yet", async () => {
    const repository = GitRepository.create();
    repository.write("a.ts", "1");
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ reason: "no-commits" });
  });

  test.each([
    "a b.ts",
    "a\nb.ts",
    "*.ts",
    ":a.ts",
    "-a.ts",
    "\u00e9.ts",
    "e\u0301.ts",
    "\u65e5\u672c/\u8a9e.ts",
  ])("a file named %j", async (name) => {
    const repository = repositoryWith({ [name]: "1", "x.ts": "1" });
    const commit = repository.head();
    repository.commit({ "x.ts": "2", "\u00c9.ts": "1" });
    expect(await readVersionOf(repository, name)).toMatchObject(readCommit(commit));
  });

  test.each([
    ["core.bare", "true"],
    ["core.worktree", "/elsewhere"],
  ])(
    "that files are not the repository's when %s is set for this work tree alone",
    async (name, value) => {
      const repository = repositoryWith({ "a.ts": "1" });
      repository.git("config", "--unset", "core.bare");
      repository.git("config", "extensions.worktreeConfig", "true");
      repository.git("config", "--worktree", name, value);
      const expected = { form: "blob", reason: "no-repository" };
      expect(await versionOf(repository, "a.ts")).toMatchObject(expected);
      expect(await readVersionOf(repository, "a.ts")).toMatchObject(expected);
    },
  );

  test("that a number is a yes, in any form that git takes for one", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.git("config", "core.bare", "0x1");
    const expected = { form: "blob", reason: "no-repository" };
    expect(await versionOf(repository, "a.ts")).toMatchObject(expected);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject(expected);
  });

  test("that a link is as it was committed where checkouts make no links", async () => {
    const repository = GitRepository.create();
    symlinkSync("a.ts", repository.path("link.ts"));
    const commit = repository.commit({ "a.ts": "1" });
    repository.git("config", "core.symlinks", "false");
    rmSync(repository.path("link.ts"));
    repository.git("checkout", "--quiet", "link.ts");
    expect(repository.git("status", "--porcelain")).toBe("");
    expect(await readVersionOf(repository, "link.ts")).toMatchObject(readCommit(commit));
  });

  test("nothing of a file that the user's own attributes convert", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const settings = temporaryFolder("settings");
    mkdirSync(join(settings, "git"));
    writeFileSync(join(settings, "git", "attributes"), "*.ts filter=own\n");
    repository.write("a.ts", "2");
    stubEnvironment({ XDG_CONFIG_HOME: settings });
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({
      form: "blob",
      reason: "converted",
    });
  });

  test("a symbolic link's own history", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    symlinkSync("a.ts", repository.path("link.ts"));
    const commit = repository.commit();
    repository.commit({ "a.ts": "2" });
    expect(await readVersionOf(repository, "link.ts")).toMatchObject(readCommit(commit));
  });
});

describe("without the git program, every place git keeps objects and refs in is read", () => {
  function twoCommits() {
    const repository = repositoryWith({ "src/a.ts": "1" });
    const first = repository.head();
    repository.commit({ "src/b.ts": "1", "c.ts": "1" });
    return { repository, first };
  }

  test("one pack, and packed refs", async () => {
    const { repository, first } = twoCommits();
    repository.git("gc", "--quiet", "--aggressive", "--prune=now");
    expect(existsSync(repository.path(".git/refs/heads/main"))).toBe(false);
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject(readCommit(first));
  });

  test("several packs, and loose objects beside them", async () => {
    const { repository, first } = twoCommits();
    repository.git("repack", "--quiet", "-d");
    repository.commit({ "c.ts": "2" });
    repository.git("repack", "--quiet", "-d");
    repository.commit({ "c.ts": "3" });
    const packs = readdirSync(repository.path(".git/objects/pack"));
    expect(packs.filter((name) => name.endsWith(".pack"))).toHaveLength(2);
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject(readCommit(first));
  });

  test("packs whose index is an older version are left out, not misread", async () => {
    const { repository } = twoCommits();
    repository.git("-c", "pack.indexVersion=1", "repack", "--quiet", "-a", "-d");
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject({
      reason: "missing-objects",
    });
  });

  test("a detached HEAD", async () => {
    const { repository, first } = twoCommits();
    repository.git("checkout", "--quiet", "--detach", first);
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject(readCommit(first));
  });

  test("a branch with a folder in its name", async () => {
    const { repository, first } = twoCommits();
    repository.git("checkout", "--quiet", "-b", "feature/a");
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject(readCommit(first));
    repository.git("pack-refs", "--all");
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject(readCommit(first));
  });

  test("objects borrowed from another repository, even from one that borrows", async () => {
    const { repository, first } = twoCommits();
    const one = join(temporaryFolder(), "one");
    const two = join(temporaryFolder(), "two");
    repository.git("clone", "--quiet", "--shared", repository.directory, one);
    repository.git("clone", "--quiet", "--shared", one, two);
    const borrower = new GitRepository(two);
    borrower.commit({ "c.ts": "2" });
    expect(await readVersionOf(borrower, "src/a.ts")).toMatchObject(readCommit(first));
  });

  test("a linked work tree", async () => {
    const { repository, first } = twoCommits();
    const worktree = new GitRepository(join(temporaryFolder(), "worktree"));
    repository.git("worktree", "add", "--quiet", "-b", "other", worktree.directory);
    const commit = worktree.commit({ "c.ts": "other" });
    expect(await readVersionOf(worktree, "c.ts")).toMatchObject(readCommit(commit));
    expect(await readVersionOf(worktree, "src/a.ts")).toMatchObject(readCommit(first));
    expect(await resolve("/", worktree.path("c.ts"))).toMatchObject({
      repository: worktree.directory,
    });
  });

  test("a submodule", async () => {
    const { repository, first } = twoCommits();
    const outer = repositoryWith({ "x.ts": "1" });
    outer.git("submodule", "--quiet", "add", repository.directory, "libs/inner");
    outer.commit();
    expect(await readVersionOf(outer, "libs/inner/src/a.ts")).toMatchObject(readCommit(first));
    expect(await resolve("/", outer.path("libs/inner/src/a.ts"))).toMatchObject({
      path: "src/a.ts",
    });
  });

  test("a repository with 64-digit ids", async () => {
    const repository = GitRepository.create(undefined, "--object-format=sha256");
    const first = repository.commit({ "a.ts": "1" });
    repository.commit({ "b.ts": "1" });
    expect(await readVersionOf(repository, "a.ts")).toMatchObject(readCommit(first));
    repository.git("gc", "--quiet");
    expect(await readVersionOf(repository, "a.ts")).toMatchObject(readCommit(first));
    repository.write("new.ts", "1");
    expect(await readVersionOf(repository, "new.ts")).toMatchObject({
      blob: repository.hashObject("new.ts"),
    });
  });

  test("a clone without file contents", async () => {
    const { repository, first } = twoCommits();
    const clone = repository.clone("--filter=blob:none");
    expect(await readVersionOf(clone, "src/a.ts")).toMatchObject(readCommit(first));
  });
});

test("a git that can't read its own history is made up for, and the warning's reason says so", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  const commit = repository.head();
  // More than are read before git is asked.
  for (let edit = 1; edit <= 40; edit++) repository.commit({ "b.ts": `${edit}` });
  const programs = temporaryFolder("programs");
  const script = `#!/bin/sh
PATH=${process.env.PATH}
case "$*" in *" log "*) echo "fatal: out of luck" >&2; exit 128 ;; esac
exec git "$@"
`;
  writeFileSync(join(programs, "git"), script, { mode: 0o755 });
  stubEnvironment({ PATH: programs });
  expect(await resolve(repository.directory, repository.path("a.ts"))).toMatchObject({
    reason: "git-failed",
    version: readCommit(commit),
  });
});

describe("a repository that another user owns", () => {
  test("is read although git refuses to", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const commit = repository.head();
    repository.commit({ "b.ts": "1" });
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    expect(await resolve(repository.directory, repository.path("a.ts"))).toMatchObject({
      reason: "git-refused",
      version: readCommit(commit),
    });
  });

  test("has nothing of its configuration run", async () => {
    const repository = repositoryWith({ "a.ts": "1", ".gitattributes": "*.ts filter=evil\n" });
    const trap = repository.path("trap");
    for (const key of ["core.fsmonitor", "filter.evil.clean", "core.sshCommand", "core.pager"]) {
      repository.git("config", key, `touch ${trap}`);
    }
    repository.write("a.ts", "2");
    rmSync(trap, { force: true });
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    expect(await versionOf(repository, "a.ts")).toMatchObject({ form: "blob" });
    expect(existsSync(trap)).toBe(false);
  });
});
