import { rmSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  stubEnvironment,
  temporaryFolder,
} from "../git/git-repository.fixture.js";
import { repositoryWith } from "../versions/file-versions.fixture.js";
import { createSnapshot } from "./create-snapshot.js";

describe("a snapshot", () => {
  test("holds the content and the last commit of every committed file, and nothing else", async () => {
    const repository = repositoryWith({ "src/a.ts": "1", "b c.ts": "1", "x.ts": "1" });
    repository.commit({ "b c.ts": "2" });
    symlinkSync("x.ts", repository.path("link.ts"));
    repository.commit();
    repository.write("new.ts", "1");
    rmSync(repository.path("x.ts"));
    const { entries, unproven } = await createSnapshot(repository.directory);
    expect(unproven).toEqual([]);
    expect([...entries.keys()].sort()).toEqual(["b c.ts", "link.ts", "src/a.ts", "x.ts"]);
    for (const [path, entry] of entries) {
      const commit = repository.lastCommit(path);
      expect(entry).toEqual({
        blob: repository.git("rev-parse", `HEAD:${path}`),
        commit,
        date: repository.git("log", "-1", "--format=%cI", commit).replace(/Z$/, "+00:00"),
        path,
        disk: undefined,
      });
    }
  });

  test("records what is committed of an edited file, not the edit", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const blob = repository.hashObject("a.ts");
    repository.write("a.ts", "2");
    const { entries } = await createSnapshot(repository.directory);
    expect(entries.get("a.ts")).toMatchObject({ blob, disk: undefined });
  });

  test("of a folder names files from there, and their paths from the top level", async () => {
    const repository = repositoryWith({ "packages/app/a.ts": "1", "packages/app2/b.ts": "1" });
    const { entries } = await createSnapshot(repository.path("packages/app"));
    expect([...entries.keys()]).toEqual(["a.ts"]);
    expect(entries.get("a.ts")).toMatchObject({ path: "packages/app/a.ts" });
  });

  test("includes the submodules that are checked out", async () => {
    const inner = repositoryWith({ "src/a.ts": "1" });
    const outer = repositoryWith({ "b.ts": "1" });
    outer.git("submodule", "--quiet", "add", inner.directory, "libs/inner");
    outer.git("submodule", "--quiet", "add", inner.directory, "libs/empty");
    outer.commit();
    outer.git("submodule", "--quiet", "deinit", "--force", "libs/empty");
    const { entries } = await createSnapshot(outer.directory);
    expect([...entries.keys()].sort()).toEqual([".gitmodules", "b.ts", "libs/inner/src/a.ts"]);
    expect(entries.get("libs/inner/src/a.ts")).toMatchObject({
      path: "src/a.ts",
      commit: inner.head(),
    });
  });

  test("knows the bytes of a file whose line ends the checkout converts", async () => {
    const repository = repositoryWith({ ".gitattributes": "*.ts eol=crlf\n", "a.ts": "1\n2\n" });
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    const { entries } = await createSnapshot(repository.directory);
    expect(entries.get("a.ts")).toMatchObject({
      blob: repository.hashObject("a.ts"),
      disk: repository.git("hash-object", "--no-filters", "a.ts"),
    });
  });

  test("of a repository with 64-digit ids has those", async () => {
    const repository = GitRepository.create(undefined, "--object-format=sha256");
    const commit = repository.commit({ "a.ts": "1" });
    const { entries } = await createSnapshot(repository.directory);
    expect(entries.get("a.ts")).toMatchObject({ commit, blob: repository.hashObject("a.ts") });
  });

  test("leaves out what a shallow clone can't prove, and says so", async () => {
    const repository = repositoryWith({ "a.ts": "1", "b.ts": "1" });
    repository.commit({ "b.ts": "2" });
    repository.commit({ "b.ts": "3" });
    const { entries, unproven } = await createSnapshot(repository.clone("--depth=2").directory);
    expect([...entries.keys()]).toEqual(["b.ts"]);
    expect(unproven).toEqual(["a.ts"]);
  });
});

describe("no snapshot can be made", () => {
  const code = "GIT_FAILED";

  test("where there is no repository", async () => {
    await expect(createSnapshot(temporaryFolder())).rejects.toMatchObject({ code });
  });

  test("where there is no commit", async () => {
    await expect(createSnapshot(GitRepository.create().directory)).rejects.toMatchObject({ code });
  });

  test("where there is no git", async () => {
    const { directory } = repositoryWith({ "a.ts": "1" });
    hideGit();
    await expect(createSnapshot(directory)).rejects.toMatchObject({
      code,
      remedy: expect.stringContaining("install git"),
    });
  });

  test("where git refuses", async () => {
    const { directory } = repositoryWith({ "a.ts": "1" });
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    await expect(createSnapshot(directory)).rejects.toMatchObject({
      code,
      remedy: expect.stringContaining("safe.directory"),
    });
  });
});
