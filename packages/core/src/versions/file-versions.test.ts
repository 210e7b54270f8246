import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitRepository, stubEnvironment, temporaryFolder } from "../git/git-repository.fixture.js";
import { repositoryWith, resolve, versionOf } from "./file-versions.fixture.js";
import { resolveFileVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

describe("a file in a repository", () => {
  test("has the commit that last touched it, not the latest one", async () => {
    const repository = repositoryWith({ "src/a.ts": "1", "src/b.ts": "1" });
    repository.commit({ "src/b.ts": "2" });
    const commit = repository.lastCommit("src/a.ts");
    const date = repository.git("log", "-1", "--format=%cI", commit).replace(/Z$/, "+00:00");
    expect(await resolve(repository.path("src"), repository.path("src/a.ts"))).toEqual({
      path: "src/a.ts",
      repository: repository.directory,
      reason: undefined,
      text: commit,
      version: { form: "commit", commit, commitDate: date, source: "git" },
    });
  });

  test("edited but not committed gets the commit, -dirty, and its content", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    const version = await versionOf(repository, "a.ts");
    expect(version).toMatchObject({ form: "dirty", commit: repository.head() });
    const blob = repository.hashObject("a.ts");
    expect(formatVersion(version)).toBe(`${repository.head()}-dirty.${blob.slice(0, 12)}`);
  });

  test("edited in two ways has two versions", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const versions = new Set<string>();
    for (const content of ["1", "2", "3"]) {
      repository.write("a.ts", content);
      versions.add(formatVersion(await versionOf(repository, "a.ts")));
    }
    expect(versions.size).toBe(3);
  });

  test.each([
    ["never added", undefined],
    ["added but not committed", ["add", "new.ts"]],
    ["only meant to be added", ["add", "-N", "new.ts"]],
    ["ignored", ["config", "core.excludesFile", ".gitattributes"]],
  ])("%s has its content for a version", async (_, command) => {
    const repository = repositoryWith({ "a.ts": "1", ".gitattributes": "new.ts text\n" });
    repository.write("new.ts", "1\r\n");
    if (command) repository.git(...command);
    const blob = repository.hashObject("new.ts");
    expect(await versionOf(repository, "new.ts")).toEqual({
      form: "blob",
      blob,
      source: "content",
      reason: "untracked",
    });
  });

  test("that was moved starts anew: the old name's history is not its own", async () => {
    const repository = repositoryWith({ "a.ts": "content" });
    repository.git("mv", "a.ts", "b.ts");
    const moved = repository.commit();
    expect(await versionOf(repository, "b.ts")).toMatchObject({ form: "commit", commit: moved });
  });

  test("removed and brought back has the commit that brought it back", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    rmSync(repository.path("a.ts"));
    repository.commit();
    const back = repository.commit({ "a.ts": "1" });
    expect(await versionOf(repository, "a.ts")).toMatchObject({ form: "commit", commit: back });
  });

  test("without any commit yet has its content for a version", async () => {
    const repository = GitRepository.create();
    repository.write("a.ts", "1");
    expect(await versionOf(repository, "a.ts")).toEqual({
      form: "blob",
      blob: repository.hashObject("a.ts"),
      source: "content",
      reason: "no-commits",
    });
  });

  test.each([
    "a b.ts",
    '"q".ts',
    "a\nb.ts",
    "*.ts",
    "[a].ts",
    ":a.ts",
    ":(glob)a.ts",
    "-a.ts",
    "!a.ts",
    "\u00e9.ts",
    "e\u0301.ts",
    "\u65e5\u672c.ts",
    "a\tb\\c.ts",
    "'$(x)`.ts",
    "a/-b/:c.ts",
  ])("may be named %j", async (name) => {
    // Beside it, everything the name could be mistaken for.
    const repository = repositoryWith({ [name]: "1", "x.ts": "1", "a/x.ts": "1", "a.ts": "1" });
    repository.commit({ "x.ts": "2", "a.ts": "2", "b.ts": "1", "\u00c9.ts": "1" });
    const commit = repository.lastCommit(name);
    expect(commit).not.toBe(repository.head());
    expect(await versionOf(repository, name)).toMatchObject({ form: "commit", commit });
    repository.write(name, "edited");
    expect(await versionOf(repository, name)).toMatchObject({ form: "dirty", commit });
  });

  test("reached through a symbolic link to its folder is the same file", async () => {
    const repository = repositoryWith({ "src/a.ts": "1" });
    repository.commit({ "b.ts": "1" });
    symlinkSync("src", repository.path("link"));
    const outside = join(temporaryFolder(), "outside");
    symlinkSync(repository.directory, outside);
    for (const file of [repository.path("link/a.ts"), join(outside, "src/a.ts")]) {
      expect(await resolve(outside, file)).toMatchObject({
        path: "src/a.ts",
        text: repository.lastCommit("src/a.ts"),
      });
    }
  });

  test("that is itself a symbolic link has the link's own history", async () => {
    const repository = repositoryWith({ "src/a.ts": "1" });
    symlinkSync("src/a.ts", repository.path("link.ts"));
    repository.commit();
    repository.commit({ "src/a.ts": "2" });
    expect(await resolve(repository.directory, repository.path("link.ts"))).toMatchObject({
      path: "link.ts",
      text: repository.lastCommit("link.ts"),
    });
  });

  test("with line ends converted on checkout is not edited", async () => {
    const repository = repositoryWith({
      ".gitattributes": "* text=auto eol=crlf\n",
      "a.ts": "1\n2\n",
    });
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    expect(await versionOf(repository, "a.ts")).toMatchObject({ form: "commit" });
  });
});

test("a partial clone without file contents proves every commit, without its remote", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  repository.commit({ "README.md": "1" });
  const commit = repository.lastCommit("a.ts");
  const clone = repository.clone("--filter=blob:none");
  rmSync(repository.directory, { recursive: true });
  expect(await versionOf(clone, "a.ts")).toMatchObject({ form: "commit", commit });
});

describe("a file that can't be read", () => {
  test("because it is gone is an error that names it", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    rmSync(repository.path("a.ts"));
    await expect(versionOf(repository, "a.ts")).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
      location: { file: repository.path("a.ts") },
    });
  });

  test("because its folder is gone is an error that names it", async () => {
    const file = join(temporaryFolder(), "gone/a.ts");
    await expect(resolve("/", file)).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
      location: { file },
    });
  });

  test("because its name is not UTF-8 is an error, not another file's version", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    execFileSync("sh", [
      "-c",
      `cd "$1" && printf x > "$(printf 'b\\377.ts')"`,
      "sh",
      repository.directory,
    ]);
    repository.commit();
    await expect(versionOf(repository, "b\ufffd.ts")).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
    });
  });
});

test("a build that is called off rejects with the signal's reason", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(
    resolveFileVersions([repository.path("a.ts")], { root: repository.directory, signal }),
  ).rejects.toThrow("enough");
});

test("a commit made in the middle of the look-up is taken as HEAD, not mixed with the one before", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  repository.write("a.ts", "2");
  // Git, except that somebody commits just before its first answer about what is edited.
  const programs = temporaryFolder("programs");
  const script = `#!/bin/sh
PATH=${process.env.PATH}
case "$*" in *" status "*) mkdir ${programs}/once 2>/dev/null && git commit --quiet --all --message concurrent ;; esac
exec git "$@"
`;
  writeFileSync(join(programs, "git"), script, { mode: 0o755 });
  stubEnvironment({
    PATH: programs,
    GIT_AUTHOR_NAME: "B",
    GIT_AUTHOR_EMAIL: "b@example.org",
    GIT_COMMITTER_NAME: "B",
    GIT_COMMITTER_EMAIL: "b@example.org",
  });
  const before = repository.head();
  const version = await versionOf(repository, "a.ts");
  expect(repository.head()).not.toBe(before);
  expect(version).toMatchObject({ form: "commit", commit: repository.head() });
});
