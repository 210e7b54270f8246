import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type GitRepository, hideGit, temporaryFolder } from "../git/git-repository.fixture.js";
import { createSnapshot } from "../snapshot/create-snapshot.js";
import { SNAPSHOT_FILE, snapshotText } from "../snapshot/snapshot.js";
import { repositoryWith } from "./file-versions.fixture.js";
import { resolveSetVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

async function versionOf(repository: GitRepository, ...paths: string[]): Promise<string> {
  const files = paths.map((path) => repository.path(path));
  const [resolved] = await resolveSetVersions([files], { root: repository.directory });
  if (!resolved) throw new Error("no answer");
  return formatVersion(resolved.version);
}

/** Three files, committed one after the other. */
function threeFiles(): GitRepository {
  const repository = repositoryWith({ "a.ts": "1" });
  repository.commit({ "b.ts": "1" });
  repository.commit({ "c.ts": "1" });
  return repository;
}

describe("files together", () => {
  test("have the last commit of any of them, with git and without", async () => {
    const repository = threeFiles();
    const commit = repository.lastCommit("b.ts");
    expect(await versionOf(repository, "a.ts", "b.ts")).toBe(commit);
    hideGit();
    expect(await versionOf(repository, "a.ts", "b.ts")).toBe(commit);
  });

  test("are dirty with an id that git can compute of the list of their contents", async () => {
    const repository = threeFiles();
    const commit = repository.lastCommit("b.ts");
    repository.write("a.ts", "2");
    const list = ["a.ts", "b.ts"].map((path) => `${repository.git("hash-object", path)} ${path}\0`);
    const file = join(temporaryFolder(), "list");
    writeFileSync(file, list.join(""));
    const id = repository.git("hash-object", "--no-filters", file).slice(0, 12);
    expect(await versionOf(repository, "b.ts", "a.ts")).toBe(`${commit}-dirty.${id}`);
    hideGit();
    expect(await versionOf(repository, "b.ts", "a.ts")).toBe(`${commit}-dirty.${id}`);
  });

  test("are dirty with one that isn't committed, and of no commit when none is", async () => {
    const repository = threeFiles();
    repository.write("new.ts", "1");
    repository.write("newer.ts", "1");
    const commit = repository.lastCommit("a.ts");
    expect(await versionOf(repository, "a.ts", "new.ts")).toContain(`${commit}-dirty.`);
    expect(await versionOf(repository, "new.ts", "newer.ts")).toMatch(/^files:[0-9a-f]{40}$/);
    expect(await versionOf(repository, "new.ts")).toMatch(/^blob:/);
  });

  test("have no commit in a shallow clone that ends before it", async () => {
    const clone = threeFiles().clone("--depth=1");
    expect(await versionOf(clone, "a.ts", "b.ts")).toMatch(/^files:/);
  });

  test("of several repositories have no commit, but change with each of them", async () => {
    const outer = threeFiles();
    const nested = repositoryWith({ "d.ts": "1" });
    cpSync(nested.directory, outer.path("nested"), { recursive: true });
    const before = await versionOf(outer, "a.ts", "nested/d.ts");
    expect(before).toMatch(/^files:/);
    outer.write("nested/d.ts", "2");
    expect(await versionOf(outer, "a.ts", "nested/d.ts")).not.toBe(before);
  });

  test("are not proven by a snapshot, which tells of single files", async () => {
    const repository = threeFiles();
    const { entries } = await createSnapshot(repository.directory);
    repository.write(SNAPSHOT_FILE, snapshotText(entries));
    const commit = repository.lastCommit("a.ts");
    rmSync(repository.path(".git"), { recursive: true });
    expect(await versionOf(repository, "a.ts")).toBe(commit);
    expect(await versionOf(repository, "a.ts", "b.ts")).toMatch(/^files:/);
  });
});
