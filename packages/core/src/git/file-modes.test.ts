import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dirty, repositoryWith, stateOf } from "./file-states.fixture.js";
import { GitRepository } from "./git-repository.fixture.js";

describe("where a mode on disk means nothing, a file", () => {
  function withoutModes(): GitRepository {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.git("config", "core.fileMode", "off");
    chmodSync(repository.path("a.ts"), 0o755);
    return repository;
  }

  test.each<[string, (repository: GitRepository) => void]>([
    ["in its index", () => {}],
    [
      "marked assume-unchanged",
      (repository) => repository.git("update-index", "--assume-unchanged", "a.ts"),
    ],
    [
      "staged and then undone on disk",
      (repository) => {
        repository.write("a.ts", "2");
        repository.git("add", "a.ts");
        repository.write("a.ts", "1");
      },
    ],
  ])("%s is clean with another, dirty when edited besides", async (_, prepare) => {
    const repository = withoutModes();
    prepare(repository);
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
    repository.write("a.ts", "3");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("whose line ends a checkout converted is clean with another", async () => {
    const repository = repositoryWith({ "a.ts": "1\n2\n" });
    repository.git("config", "core.fileMode", "false");
    repository.git("config", "core.autocrlf", "true");
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    chmodSync(repository.path("a.ts"), 0o755);
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });
});

test("where no links are made, a file that holds where a link leads is clean", async () => {
  const repository = GitRepository.create();
  symlinkSync("b.ts", repository.path("a.ts"));
  repository.commit({ "b.ts": "1" });
  repository.git("config", "core.symlinks", "false");
  rmSync(repository.path("a.ts"));
  repository.write("a.ts", "b.ts");
  repository.git("update-index", "--assume-unchanged", "a.ts");
  expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  repository.write("a.ts", "c.ts");
  expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
});
