import { chmodSync, existsSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { dirty, repositoryWith, stateOf } from "./file-states.fixture.js";
import { fileStates } from "./file-states.js";
import { GitRepository, stubEnvironment } from "./git-repository.fixture.js";
import { findRepository, type Repository } from "./repository.js";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

/** To git's index, a file that was touched then. */
function writeAt(repository: GitRepository, path: string, content: string, time: Date): void {
  utimesSync(repository.write(path, content), time, time);
}

describe("a file HEAD holds", () => {
  test("is clean as committed", async () => {
    expect(await stateOf(repositoryWith({ "a.ts": "1" }), "a.ts")).toEqual({ kind: "clean" });
  });

  test("is dirty when edited", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("is dirty when the edit is staged", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    repository.git("add", "a.ts");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("is dirty by what is on disk when edited again after staging", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    repository.git("add", "a.ts");
    repository.write("a.ts", "3");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("is clean when the disk is as committed although another content is staged", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("a.ts", "2");
    repository.git("add", "a.ts");
    repository.write("a.ts", "1");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });

  test("is dirty when only its mode changed", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    chmodSync(repository.path("a.ts"), 0o755);
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("is dirty when edited without a trace in size and times", async () => {
    const repository = GitRepository.create();
    writeAt(repository, "a.ts", "1", LONG_AGO);
    repository.commit();
    // Within the second of the commit, as a rule: git sees nothing of it then.
    writeAt(repository, "a.ts", "2", LONG_AGO);
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test.each(["core.trustctime=false", "core.checkStat=minimal"])(
    "is dirty when edited without a trace in what %s looks at, however long it is",
    async (setting) => {
      const long = "x".repeat(2 ** 20);
      const repository = GitRepository.create();
      repository.git("config", ...setting.split("="));
      writeAt(repository, "a.ts", `${long}1`, LONG_AGO);
      repository.commit();
      await pause(1_100);
      writeAt(repository, "a.ts", `${long}2`, LONG_AGO);
      expect(repository.git("status", "--porcelain")).toBe("");
      expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
    },
  );

  test("is dirty when it became a symbolic link", async () => {
    const repository = repositoryWith({ "a.ts": "b.ts", "b.ts": "1" });
    rmSync(repository.path("a.ts"));
    symlinkSync("b.ts", repository.path("a.ts"));
    // The link's target text is the very content the file had.
    expect(await stateOf(repository, "a.ts")).toEqual({
      kind: "dirty",
      blob: repository.git("rev-parse", "HEAD:a.ts"),
    });
  });

  test("is clean when it is a symbolic link, and dirty when that points elsewhere", async () => {
    const repository = GitRepository.create();
    symlinkSync("b.ts", repository.path("a.ts"));
    repository.commit({ "b.ts": "1", "c.ts": "1" });
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
    repository.write("b.ts", "2");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
    rmSync(repository.path("a.ts"));
    symlinkSync("c.ts", repository.path("a.ts"));
    expect(await stateOf(repository, "a.ts")).toMatchObject({ kind: "dirty" });
  });

  test("is clean when taken out of the index alone, dirty when edited besides", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.git("rm", "--quiet", "--cached", "a.ts");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
    repository.write("a.ts", "2");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test.each(["--assume-unchanged", "--skip-worktree"])(
    "is dirty when edited behind git's back with %s",
    async (flag) => {
      const repository = repositoryWith({ "a.ts": "1" });
      repository.git("update-index", flag, "a.ts");
      expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
      repository.write("a.ts", "2");
      expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
    },
  );

  test("is dirty when marked assume-unchanged and only its mode changed", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.git("update-index", "--assume-unchanged", "a.ts");
    chmodSync(repository.path("a.ts"), 0o755);
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("is dirty in the middle of a conflict, clean when the disk has our side", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.git("checkout", "--quiet", "-b", "theirs");
    repository.commit({ "a.ts": "theirs" });
    repository.git("checkout", "--quiet", "main");
    repository.commit({ "a.ts": "ours" });
    expect(() => repository.git("merge", "theirs")).toThrow();
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
    repository.write("a.ts", "ours");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });

  test("is clean in a sparse checkout that leaves out others", async () => {
    const repository = repositoryWith({ "src/a.ts": "1", "docs/b.md": "1" });
    repository.git("sparse-checkout", "set", "--cone", "src");
    expect(await stateOf(repository, "src/a.ts")).toEqual({ kind: "clean" });
    repository.write("docs/b.md", "2");
    expect(await stateOf(repository, "docs/b.md")).toMatchObject({ kind: "dirty" });
  });
});

describe("a file HEAD doesn't hold", () => {
  const uncommitted = (repository: GitRepository, path: string) => ({
    kind: "uncommitted",
    blob: repository.hashObject(path),
  });

  test.each([
    ["was never added", () => undefined],
    ["is added but not committed", (repository: GitRepository) => repository.git("add", "new.ts")],
    [
      "is only meant to be added",
      (repository: GitRepository) => repository.git("add", "--intent-to-add", "new.ts"),
    ],
    ["is ignored", (repository: GitRepository) => repository.write(".gitignore", "new.ts\n")],
  ])("has no commit when it %s", async (_, prepare) => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write("new.ts", "content");
    prepare(repository);
    expect(await stateOf(repository, "new.ts")).toEqual(uncommitted(repository, "new.ts"));
  });

  test("has no commit when only another branch in a conflict holds it", async () => {
    const repository = repositoryWith({ "a.ts": "1\n2\n3\n" });
    repository.git("checkout", "--quiet", "-b", "theirs");
    repository.commit({ "a.ts": "1\n2\n3\n4\n" });
    repository.git("checkout", "--quiet", "main");
    repository.git("rm", "--quiet", "a.ts");
    repository.commit();
    expect(() => repository.git("merge", "theirs")).toThrow();
    expect(await stateOf(repository, "a.ts")).toEqual(uncommitted(repository, "a.ts"));
  });

  test("has no commit when it differs from a committed name by letter case", async () => {
    const repository = repositoryWith({ "Widget.ts": "1" });
    repository.write("widget.ts", "1");
    expect(await stateOf(repository, "widget.ts")).toEqual(uncommitted(repository, "widget.ts"));
    repository.git("config", "core.ignoreCase", "true");
    expect(await stateOf(repository, "widget.ts")).toEqual(uncommitted(repository, "widget.ts"));
  });

  test("has no commit when it took the place of a folder", async () => {
    const repository = repositoryWith({ "a.ts/index.ts": "1" });
    rmSync(repository.path("a.ts"), { recursive: true });
    repository.write("a.ts", "1");
    expect(await stateOf(repository, "a.ts")).toEqual(uncommitted(repository, "a.ts"));
    repository.git("add", "--all");
    expect(await stateOf(repository, "a.ts")).toEqual(uncommitted(repository, "a.ts"));
  });

  test("has no commit inside a submodule's folder that was emptied of its repository", async () => {
    const inner = repositoryWith({ "a.ts": "1" });
    const outer = repositoryWith({ "b.ts": "1" });
    outer.git("submodule", "--quiet", "add", inner.directory, "inner");
    outer.commit();
    rmSync(outer.path("inner/.git"));
    expect(await stateOf(outer, "inner/a.ts")).toEqual(uncommitted(outer, "inner/a.ts"));
  });
});

test("a filter program that is not installed makes an edit dirty by its bytes, and fails nothing", async () => {
  const repository = repositoryWith({ "a.ts": "1", "b.ts": "1" });
  repository.write(".gitattributes", "a.ts filter=absent\n");
  repository.git("config", "filter.absent.clean", "/nonexistent/program");
  repository.git("config", "filter.absent.required", "true");
  repository.write("a.ts", "2");
  expect(await stateOf(repository, "a.ts")).toEqual({
    kind: "dirty",
    blob: repository.git("hash-object", "--no-filters", "a.ts"),
  });
});

test("a broken index hides neither what is committed nor what was edited", async () => {
  const repository = repositoryWith({ "a.ts": "1", "b.ts": "1" });
  repository.write(".git/index", "broken");
  repository.write("a.ts", "2");
  repository.write("new.ts", "1");
  expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  expect(await stateOf(repository, "b.ts")).toEqual({ kind: "clean" });
  expect(await stateOf(repository, "new.ts")).toMatchObject({ kind: "uncommitted" });
});

test("a file monitor the repository configures is never started", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  repository.git("config", "core.fsmonitor", `touch ${repository.path("started")}; true`);
  await stateOf(repository, "a.ts");
  expect(existsSync(repository.path("started"))).toBe(false);
});

test("settings about status don't change what is seen", async () => {
  const repository = repositoryWith({ "a.ts": "1", "src/b.ts": "1" });
  repository.write("a.ts", "2");
  repository.git("mv", "src/b.ts", "src/c.ts");
  const settings: Record<string, string> = {
    "status.relativePaths": "false",
    "status.showUntrackedFiles": "no",
    "status.branch": "true",
    "status.showStash": "true",
    "status.renames": "copies",
    "status.short": "true",
    "status.submoduleSummary": "true",
    "column.ui": "always",
    "color.ui": "always",
    "color.status": "always",
    "diff.ignoreSubmodules": "all",
    "submodule.recurse": "true",
    "core.quotePath": "true",
  };
  Object.entries(settings).forEach(([key, value], index) => {
    stubEnvironment({ [`GIT_CONFIG_KEY_${index}`]: key, [`GIT_CONFIG_VALUE_${index}`]: value });
  });
  stubEnvironment({ GIT_CONFIG_COUNT: String(Object.keys(settings).length) });
  expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  expect(await stateOf(repository, "src/c.ts")).toMatchObject({ kind: "uncommitted" });
});

test("thousands of files are asked about in several processes and each keeps its own answer", async () => {
  const repository = GitRepository.create();
  const names = Array.from({ length: 2_500 }, (_, index) => `${"long-".repeat(20)}${index}.ts`);
  repository.commit(Object.fromEntries(names.map((name) => [name, name])));
  const edited = names.filter((_, index) => index % 500 === 7);
  for (const name of edited) repository.write(name, "edited");
  const lookup = (await findRepository(repository.directory)) as { repository: Repository };
  const result = await fileStates(lookup.repository, names);
  if (result.kind !== "ok") throw new Error("git could not answer");
  expect(names.filter((name) => result.states.get(name)?.kind === "dirty")).toEqual(edited);
  expect(result.states.size).toBe(names.length);
});

test("a commit made since the repository was opened is noticed", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  const lookup = (await findRepository(repository.directory)) as { repository: Repository };
  repository.commit({ "a.ts": "2" });
  expect(await fileStates(lookup.repository, ["a.ts"])).toEqual({ kind: "head-moved" });
});
