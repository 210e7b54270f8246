import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type GitRepository, temporaryFolder } from "../git/git-repository.fixture.js";
import { repositoryWith, resolve, versionOf } from "./file-versions.fixture.js";

describe("what can't be proven is the content, never a wrong commit", () => {
  const contentOf = (repository: GitRepository, reason: string) => ({
    form: "blob",
    blob: repository.hashObject("a.ts"),
    source: "content",
    reason,
  });

  test("without a repository", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "src"));
    const file = join(folder, "src/a.ts");
    execFileSync("sh", ["-c", 'printf content > "$1"', "sh", file]);
    expect(await resolve(folder, file)).toMatchObject({
      path: "src/a.ts",
      repository: undefined,
      reason: "no-repository",
      text: "blob:6b584e8ece562ebffc15d38808cd6b98fc3d97ea",
    });
  });

  test.each([1, 5])("in a shallow clone of depth %i", async (depth) => {
    const repository = repositoryWith({ "a.ts": "1" });
    for (const change of ["2", "3", "4", "5", "6"]) repository.commit({ "README.md": change });
    const clone = repository.clone(`--depth=${depth}`);
    expect(await versionOf(clone, "a.ts")).toEqual(contentOf(clone, "shallow"));
    clone.write("a.ts", "edited");
    expect(await versionOf(clone, "a.ts")).toEqual(contentOf(clone, "shallow"));
  });

  test("in a clone without trees, far from its remote", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.commit({ "README.md": "1" });
    const clone = repository.clone("--filter=tree:0");
    rmSync(repository.directory, { recursive: true });
    expect(await versionOf(clone, "a.ts")).toEqual(contentOf(clone, "missing-objects"));
  });

  test("in a repository whose objects were lost", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    rmSync(repository.path(".git/objects"), { recursive: true });
    mkdirSync(repository.path(".git/objects"));
    expect(await versionOf(repository, "a.ts")).toEqual(contentOf(repository, "missing-objects"));
  });

  test("in a repository whose configuration is broken", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const expected = contentOf(repository, "git-failed");
    repository.write(".git/config", "[core\n");
    expect(await versionOf(repository, "a.ts")).toEqual(expected);
  });
});
