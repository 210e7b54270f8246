import { chmodSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { GitRepository } from "../git/git-repository.fixture.js";
import { findRepository, type Repository } from "../git/repository.js";
import { cleanPaths } from "./clean-paths.js";

async function opened({ directory }: GitRepository): Promise<Repository> {
  const lookup = await findRepository(directory);
  if (lookup.kind !== "repository") throw new Error("no repository");
  return lookup.repository;
}

function filesOf(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/${index}.ts`, "1"]));
}

test.each(["sha1", "sha256"])(
  "what HEAD holds as it is on disk is clean, packed or not (%s)",
  async (format) => {
    const repository = GitRepository.create(undefined, `--object-format=${format}`);
    const files = { "a.ts": "1", "deep/er/Ä \t.ts": "2", "run.sh": "3", ...filesOf(200) };
    repository.commit(files);
    chmodSync(repository.path("run.sh"), 0o755);
    repository.commit();
    const paths = [...Object.keys(files)].sort();
    expect([...cleanPaths(await opened(repository), paths)].sort()).toEqual(paths);
    repository.git("gc", "--quiet");
    expect([...cleanPaths(await opened(repository), paths)].sort()).toEqual(paths);
  },
);

test("nothing is said of what differs from HEAD, or is not for this to compare", async () => {
  const repository = GitRepository.create();
  repository.commit({
    "edited.ts": "1",
    "mode.ts": "1",
    "folder/a.ts": "1",
    "long.ts": "x".repeat(2 ** 20 + 1),
    "crlf.ts": "1\n",
  });
  symlinkSync("edited.ts", repository.path("link.ts"));
  repository.commit();
  repository.write("edited.ts", "2");
  repository.write("untracked.ts", "1");
  repository.write("crlf.ts", "1\r\n");
  chmodSync(repository.path("mode.ts"), 0o755);
  const paths = [
    "edited.ts",
    "mode.ts",
    "folder",
    "folder/b.ts",
    "long.ts",
    "crlf.ts",
    "link.ts",
    "untracked.ts",
    "gone.ts",
  ];
  expect([...cleanPaths(await opened(repository), [...paths, "folder/a.ts"])]).toEqual([
    "folder/a.ts",
  ]);
});

test("nothing is said at another HEAD, of a replaced history, or without the objects", async () => {
  const repository = GitRepository.create();
  const first = repository.commit({ "a.ts": "1" });
  const early = await opened(repository);
  expect(cleanPaths(early, ["a.ts"]).size).toBe(1);
  const second = repository.commit({ "b.ts": "1" });
  expect(cleanPaths(early, ["a.ts"]).size).toBe(0);
  repository.git("replace", second, first);
  expect(cleanPaths(await opened(repository), ["a.ts"]).size).toBe(0);
  repository.git("replace", "--delete", second);
  expect(cleanPaths(await opened(repository), ["a.ts"]).size).toBe(1);

  const bare = repository.clone("--filter=tree:0", "--no-checkout");
  bare.write("a.ts", "1");
  expect(cleanPaths(await opened(bare), ["a.ts"]).size).toBe(0);
});
