import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanPaths } from "../objects/clean-paths.js";
import { GitRepository, stubEnvironment, temporaryFolder } from "./git-repository.fixture.js";
import { type LastCommit, lastCommits } from "./last-commits.js";
import { lastCommitsOfSets } from "./last-commits-of-sets.js";
import { findRepository, type Repository } from "./repository.js";

async function ask(
  directory: string,
  ...paths: string[]
): Promise<ReadonlyMap<string, LastCommit>> {
  const lookup = (await findRepository(directory)) as { repository: Repository };
  return lastCommits(lookup.repository, paths);
}

/** The commit of a path, for comparison with the oracle. */
async function commitOf({ directory }: GitRepository, path: string): Promise<string> {
  const answer = (await ask(directory, path)).get(path);
  return answer?.kind === "commit" ? answer.commit : `no commit: ${answer?.kind}`;
}

test("each file has the commit that last touched it, with its date", async () => {
  const repository = GitRepository.create();
  const first = repository.commit({ "a.ts": "1", "b.ts": "1" });
  const second = repository.commit({ "b.ts": "2" });
  repository.commit({ "README.md": "1" });
  const dateOf = (commit: string) =>
    repository.git("log", "-1", "--format=%cI", commit).replace(/Z$/, "+00:00");
  expect(await ask(repository.directory, "b.ts", "a.ts")).toEqual(
    new Map([
      ["b.ts", { kind: "commit", commit: second, date: dateOf(second) }],
      ["a.ts", { kind: "commit", commit: first, date: dateOf(first) }],
    ]),
  );
});

test("an id of 64 digits is an id", async () => {
  const repository = GitRepository.create(undefined, "--object-format=sha256");
  const commit = repository.commit({ "a.ts": "1" });
  expect(commit).toHaveLength(64);
  expect(await commitOf(repository, "a.ts")).toBe(commit);
});

describe("a clone without its whole history", () => {
  function history(): GitRepository {
    const repository = GitRepository.create();
    repository.commit({ "old.ts": "1", "new.ts": "1" });
    for (const change of ["2", "3", "4", "5", "6"]) repository.commit({ "README.md": change });
    repository.commit({ "new.ts": "2" });
    return repository;
  }

  test.each([2, 5])(
    "of depth %i proves what it holds and admits what it doesn't",
    async (depth) => {
      const clone = history().clone(`--depth=${depth}`);
      // Git itself answers with the boundary, which did not touch the file.
      expect(clone.lastCommit("old.ts")).toBe(clone.git("log", "--format=%H").split("\n").at(-1));
      const answers = await ask(clone.directory, "old.ts", "new.ts");
      expect(answers.get("old.ts")).toEqual({ kind: "shallow" });
      expect(answers.get("new.ts")).toMatchObject({ kind: "commit", commit: clone.head() });
    },
  );

  test("of depth 1 proves nothing at all", async () => {
    const answers = await ask(history().clone("--depth=1").directory, "old.ts", "new.ts");
    expect(answers.get("old.ts")).toEqual({ kind: "shallow" });
    expect(answers.get("new.ts")).toEqual({ kind: "shallow" });
  });

  test("that left out only file contents proves everything", async () => {
    const repository = history();
    const clone = repository.clone("--filter=blob:none");
    clone.git("remote", "remove", "origin");
    for (const path of ["old.ts", "new.ts"]) {
      expect(await commitOf(clone, path)).toBe(repository.lastCommit(path));
    }
  });

  test("that left out the trees admits it, and never asks the network", async () => {
    const repository = history();
    const clone = repository.clone("--filter=tree:0");
    const objects = clone.git("count-objects", "-v");
    const answers = await ask(clone.directory, "old.ts");
    expect(answers.get("old.ts")).toEqual({ kind: "missing-objects" });
    expect(clone.git("count-objects", "-v")).toBe(objects);
    // A git too old for GIT_NO_LAZY_FETCH: no transport is allowed either.
    clone.git("remote", "set-url", "origin", "https://localhost:1/never");
    expect((await ask(clone.directory, "old.ts")).get("old.ts")).toEqual({
      kind: "missing-objects",
    });
  });
});

describe("a history altered by hand is read as git reads it", () => {
  function threeCommits() {
    const repository = GitRepository.create();
    const first = repository.commit({ "a.ts": "1", "b.ts": "1" });
    const second = repository.commit({ "a.ts": "2" });
    const third = repository.commit({ "README.md": "1" });
    return { repository, first, second, third };
  }

  test("with replacement refs", async () => {
    const { repository, first, second, third } = threeCommits();
    repository.git("replace", "--graft", third, first);
    expect(repository.lastCommit("a.ts")).toBe(third);
    expect(await commitOf(repository, "a.ts")).toBe(third);
    stubEnvironment({ GIT_NO_REPLACE_OBJECTS: "1" });
    expect(await commitOf(repository, "a.ts")).toBe(third);
    expect(second).not.toBe(third);
  });

  test.each<[string, (repository: GitRepository) => void]>([
    ["tables", (repository) => mkdirSync(repository.path(".git/reftable"))],
    [
      "files elsewhere",
      (repository) => repository.git("config", "extensions.refStorage", "files:///elsewhere"),
    ],
  ])("with replacement refs in %s, which only git sees", async (_, prepare) => {
    const { repository, first, second, third } = threeCommits();
    repository.git("replace", "--graft", third, first);
    const replacement = repository.git("rev-parse", `refs/replace/${third}`);
    repository.git("replace", "--delete", third);
    repository.git("update-ref", `refs/elsewhere/${third}`, replacement);
    prepare(repository);
    useProgram(`GIT_REPLACE_REF_BASE=refs/elsewhere/ exec git "$@"`);
    expect(await commitOf(repository, "a.ts")).toBe(third);
    const lookup = (await findRepository(repository.directory)) as { repository: Repository };
    const sets = [["a.ts", "b.ts"]];
    expect(await lastCommitsOfSets(lookup.repository, sets)).toMatchObject([{ commit: third }]);
    expect(cleanPaths(lookup.repository, ["a.ts"]).size).toBe(0);
    expect(second).not.toBe(third);
  });

  test("with a grafts file", async () => {
    const { repository, first, third } = threeCommits();
    writeFileSync(repository.path(".git/info/grafts"), `${third} ${first}\n`);
    expect(repository.lastCommit("a.ts")).toBe(third);
    expect(await commitOf(repository, "a.ts")).toBe(third);
  });
});

/** Puts a shell script in the place of git until the test ends. */
function useProgram(script: string): void {
  const programs = temporaryFolder();
  const text = `#!/bin/sh\nPATH=${process.env.PATH}\n${script}\n`;
  writeFileSync(join(programs, "git"), text, { mode: 0o755 });
  stubEnvironment({ PATH: programs });
}

test("a commit made meanwhile doesn't mix in: answers are those of the repository as opened", async () => {
  const repository = GitRepository.create();
  const first = repository.commit({ "a.ts": "1" });
  const lookup = (await findRepository(repository.directory)) as { repository: Repository };
  repository.commit({ "a.ts": "2" });
  expect((await lastCommits(lookup.repository, ["a.ts"])).get("a.ts")).toMatchObject({
    commit: first,
  });
});

test("a path that HEAD doesn't hold has no commit", async () => {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "1" });
  expect((await ask(repository.directory, "never.ts")).get("never.ts")).toEqual({ kind: "none" });
});

test("an aborted question rejects with the signal's reason", async () => {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "1" });
  const lookup = (await findRepository(repository.directory)) as { repository: Repository };
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(lastCommits(lookup.repository, ["a.ts"], { signal })).rejects.toThrow("enough");
});
