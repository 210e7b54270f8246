import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitRepository, temporaryFolder } from "../git/git-repository.fixture.js";
import { repositoryWith, resolve, versionOf } from "./file-versions.fixture.js";
import { resolveFileVersions } from "./file-versions.js";

describe("a file of another repository than its surroundings", () => {
  test("in a submodule has the submodule's commit", async () => {
    const inner = repositoryWith({ "a.ts": "1" });
    const outer = repositoryWith({ "b.ts": "1" });
    outer.git("submodule", "--quiet", "add", inner.directory, "libs/inner");
    outer.commit();
    expect(await resolve(outer.directory, outer.path("libs/inner/a.ts"))).toMatchObject({
      path: "a.ts",
      repository: outer.path("libs/inner"),
      text: inner.head(),
    });
  });

  test("in a nested repository has the nested one's commit", async () => {
    const outer = repositoryWith({ "b.ts": "1" });
    const nested = GitRepository.create(outer.path("vendor/nested"));
    nested.commit({ "a.ts": "1" });
    expect(await resolve(outer.directory, nested.path("a.ts"))).toMatchObject({
      path: "a.ts",
      text: nested.head(),
    });
  });

  test("in a linked work tree has the commit of that tree's branch", async () => {
    const main = repositoryWith({ "a.ts": "1" });
    const worktree = new GitRepository(join(temporaryFolder(), "worktree"));
    main.git("worktree", "add", "--quiet", "-b", "other", worktree.directory);
    const commit = worktree.commit({ "a.ts": "2" });
    expect(await versionOf(worktree, "a.ts")).toMatchObject({ form: "commit", commit });
    expect(await versionOf(main, "a.ts")).toMatchObject({ form: "commit", commit: main.head() });
  });

  test("is resolved beside those of others in one call", async () => {
    const one = repositoryWith({ "a.ts": "1" });
    const other = GitRepository.create(undefined, "--object-format=sha256");
    other.commit({ "a.ts": "1" });
    const folder = temporaryFolder();
    const none = join(folder, "a.ts");
    const files = [one.path("a.ts"), other.path("a.ts"), none];
    execFileSync("cp", [one.path("a.ts"), none]);
    const resolved = await resolveFileVersions(files, { root: folder });
    expect([...resolved.keys()]).toEqual(files);
    expect(files.map((file) => resolved.get(file)?.version)).toMatchObject([
      { form: "commit", commit: one.head() },
      { form: "commit", commit: other.head() },
      { form: "blob", reason: "no-repository" },
    ]);
  });
});
