import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { GitRepository, stubEnvironment, temporaryFolder } from "../git/git-repository.fixture.js";
import { resolveFileVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

const CLEAN = ["src/a.ts", "src/renamed.ts", "caf\u00e9 [x].ts", ":odd.ts", "merged.ts"];

/** A repository with something for every setting to get wrong, and the right answers. */
function difficultRepository(directory?: string) {
  const repository = GitRepository.create(directory);
  repository.commit({
    "src/a.ts": "a",
    "src/original.ts": "line\n".repeat(50),
    "caf\u00e9 [x].ts": "1",
    ":odd.ts": "1",
    "merged.ts": "1",
    "dirty.ts": "1",
  });
  repository.commit({ "src/b.ts": "1", "odd.ts": "1", "caf\u00e9 x.ts": "1" });
  repository.git("mv", "src/original.ts", "src/renamed.ts");
  repository.commit();
  repository.git("checkout", "--quiet", "-b", "side");
  repository.commit({ "merged.ts": "2" });
  repository.git("checkout", "--quiet", "main");
  repository.commit({ "src/A.ts": "1", "src/copy.ts": "line\n".repeat(50) });
  repository.git("merge", "--quiet", "--no-edit", "side");
  repository.write("dirty.ts", "2");
  repository.write("new.ts", "line\n".repeat(50));
  const expected = new Map(CLEAN.map((path) => [path, repository.lastCommit(path)]));
  const edit = repository.hashObject("dirty.ts").slice(0, 12);
  expected.set("dirty.ts", `${repository.lastCommit("dirty.ts")}-dirty.${edit}`);
  expected.set("new.ts", `blob:${repository.hashObject("new.ts")}`);
  return { repository, expected };
}

async function versionsOf(repository: GitRepository, paths: Iterable<string>) {
  const files = [...paths].map((path) => repository.path(path));
  const resolved = await resolveFileVersions(files, { root: repository.directory });
  return new Map([...resolved.values()].map(({ path, version }) => [path, formatVersion(version)]));
}

async function expectRightAnswers({
  repository,
  expected,
}: ReturnType<typeof difficultRepository>) {
  expect(await versionsOf(repository, expected.keys())).toEqual(expected);
}

test("the right answers, to begin with", async () => {
  const difficult = difficultRepository();
  expect(new Set(difficult.expected.values()).size).toBeGreaterThan(4);
  await expectRightAnswers(difficult);
});

// Variables and settings are taken back after each test, so one repository serves them all.
const shared = difficultRepository(temporaryFolder("difficult", afterAll));

describe("an inherited variable changes nothing", () => {
  const elsewhere = () => {
    const other = GitRepository.create();
    other.commit({ "src/a.ts": "other" });
    return other;
  };

  test.each([
    ["GIT_DIR", () => elsewhere().path(".git")],
    ["GIT_WORK_TREE", () => elsewhere().directory],
    ["GIT_COMMON_DIR", () => elsewhere().path(".git")],
    ["GIT_INDEX_FILE", () => elsewhere().path(".git/index")],
    ["GIT_INDEX_FILE", () => ".git/nonexistent"],
    ["GIT_OBJECT_DIRECTORY", () => elsewhere().path(".git/objects")],
    ["GIT_ALTERNATE_OBJECT_DIRECTORIES", () => elsewhere().path(".git/objects")],
    ["GIT_SHALLOW_FILE", () => elsewhere().write("shallow", `${"0".repeat(40)}\n`)],
    ["GIT_GRAFT_FILE", () => elsewhere().write("grafts", "broken\n")],
    ["GIT_REPLACE_REF_BASE", () => "refs/heads/"],
    ["GIT_NAMESPACE", () => "space"],
    ["GIT_PREFIX", () => "src/"],
    ["GIT_CEILING_DIRECTORIES", () => "/tmp:/"],
    ["GIT_ATTR_SOURCE", () => "nonexistent"],
    ["GIT_REFERENCE_BACKEND", () => `files://${elsewhere().path(".git")}`],
    ["GIT_LITERAL_PATHSPECS", () => "0"],
    ["GIT_GLOB_PATHSPECS", () => "1"],
    ["GIT_NOGLOB_PATHSPECS", () => "1"],
    ["GIT_ICASE_PATHSPECS", () => "1"],
    ["GIT_DIFF_OPTS", () => "--unified=10"],
    ["GIT_EXTERNAL_DIFF", () => "false"],
    ["GIT_PAGER", () => "false"],
    ["PAGER", () => "false"],
    ["GIT_TRACE", () => "1"],
    ["GIT_TRACE", () => "2"],
    ["GIT_TRACE2", () => "1"],
    ["GIT_TRACE_SETUP", () => "1"],
    ["GIT_FLUSH", () => "0"],
    ["GIT_OPTIONAL_LOCKS", () => "1"],
    ["LANG", () => "de_DE.UTF-8"],
    ["LANGUAGE", () => "de"],
    ["LC_ALL", () => "tr_TR.UTF-8"],
    ["TZ", () => "Asia/Kathmandu"],
    ["GIT_CONFIG", () => "/nonexistent"],
  ])("%s", async (name, value) => {
    stubEnvironment({ [name]: value() });
    await expectRightAnswers(shared);
  });

  test("nor do all those a hook is run with", async () => {
    stubEnvironment({
      GIT_DIR: ".git",
      GIT_INDEX_FILE: ".git/index.lock",
      GIT_PREFIX: "",
      GIT_EDITOR: ":",
      GIT_EXEC_PATH: shared.repository.git("--exec-path"),
      GIT_CONFIG_PARAMETERS: "'color.ui=always' 'core.quotepath=true'",
    });
    await expectRightAnswers(shared);
  });
});

describe("a setting changes nothing", () => {
  test.each([
    ["core.quotePath", "true"],
    ["color.ui", "always"],
    ["color.diff", "always"],
    ["column.ui", "always"],
    ["diff.renames", "copies"],
    ["diff.renameLimit", "0"],
    ["diff.orderFile", "/nonexistent/order"],
    ["diff.noprefix", "true"],
    ["diff.mnemonicPrefix", "true"],
    ["diff.relative", "true"],
    ["diff.external", "false"],
    ["diff.ignoreSubmodules", "all"],
    ["diff.submodule", "log"],
    ["format.pretty", "oneline"],
    ["format.pretty", "nonexistent"],
    ["log.showSignature", "true"],
    ["log.follow", "true"],
    ["log.date", "relative"],
    ["log.decorate", "full"],
    ["log.showRoot", "false"],
    ["log.abbrevCommit", "true"],
    ["log.diffMerges", "combined"],
    ["log.mailmap", "true"],
    ["core.abbrev", "4"],
    ["core.fsmonitor", "false; exit 1"],
    ["core.fsmonitor", "true"],
    ["core.untrackedCache", "true"],
    ["core.pager", "false"],
    ["core.ignoreCase", "true"],
    ["core.precomposeUnicode", "true"],
    ["core.trustctime", "false"],
    ["core.preloadIndex", "false"],
    ["core.commitGraph", "false"],
    ["core.excludesFile", "/nonexistent"],
    ["core.hooksPath", "/nonexistent"],
    ["status.relativePaths", "false"],
    ["status.showUntrackedFiles", "no"],
    ["status.branch", "true"],
    ["status.renames", "copies"],
    ["status.short", "true"],
    ["status.aheadBehind", "true"],
    ["submodule.recurse", "true"],
    ["i18n.logOutputEncoding", "UTF-16"],
    ["gpg.program", "false"],
    ["notes.displayRef", "*"],
    ["pager.log", "false"],
    ["alias.log", "!false"],
    ["advice.graftFileDeprecated", "true"],
  ])("%s=%s", async (name, value) => {
    stubEnvironment({
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: name,
      GIT_CONFIG_VALUE_0: value,
    });
    await expectRightAnswers(shared);
    stubEnvironment({ GIT_CONFIG_COUNT: "0" });
    const { repository } = shared;
    onTestFinished(() => void repository.git("config", "--unset", name));
    repository.git("config", name, value);
    await expectRightAnswers(shared);
  });

  test("nor does a commit-graph with changed-path filters, whole or stale", async () => {
    const difficult = difficultRepository();
    difficult.repository.git("commit-graph", "write", "--reachable", "--changed-paths");
    await expectRightAnswers(difficult);
    difficult.repository.commit({ "later.ts": "1" });
    expect(await versionsOf(difficult.repository, CLEAN)).toEqual(
      new Map(CLEAN.map((path) => [path, difficult.expected.get(path)])),
    );
  });
});

test("the same answers from a root, or a working directory, below the top level", async () => {
  const difficult = difficultRepository();
  const { repository } = difficult;
  const resolved = await resolveFileVersions([repository.path("src/a.ts")], {
    root: repository.path("src"),
  });
  expect(resolved.get(repository.path("src/a.ts"))?.path).toBe("src/a.ts");
});

test("the same answers in a repository deep in a folder with a difficult name", async () => {
  const directory = join(temporaryFolder(), "a b", "*[x]", "-c", "\u00e9 \"'$\\");
  const repository = GitRepository.create(directory);
  const commit = repository.commit({ "a.ts": "1" });
  repository.commit({ "b.ts": "1" });
  expect(await versionsOf(repository, ["a.ts"])).toEqual(new Map([["a.ts", commit]]));
});

test("the same answers when the objects are all in one pack, and refs are packed", async () => {
  const difficult = difficultRepository();
  difficult.repository.git("gc", "--quiet", "--aggressive", "--prune=now");
  rmSync(difficult.repository.path(".git/logs"), { recursive: true });
  await expectRightAnswers(difficult);
});
