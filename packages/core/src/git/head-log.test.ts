import { mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainGit, temporaryFolder } from "./git-repository.fixture.js";
import { headLogOf } from "./head-log.js";

function commit(directory: string): void {
  plainGit(directory, ["commit", "--quiet", "--allow-empty", "--message", "a commit"]);
}

function sizeOf(log: string | undefined): number {
  return statSync(log as string).size;
}

test("the log grows with every commit, whichever directory of the work tree it is asked from", async () => {
  const top = temporaryFolder("repository");
  plainGit(top, ["init", "--quiet"]);
  mkdirSync(join(top, "deep/er"), { recursive: true });
  const log = await headLogOf(join(top, "deep/er"));
  expect(log).toBe(join(top, ".git/logs/HEAD"));

  commit(top);
  const before = sizeOf(log);
  commit(top);
  expect(sizeOf(log)).toBeGreaterThan(before);
});

test("a linked work tree has a log of its own", async () => {
  const top = temporaryFolder("repository");
  plainGit(top, ["init", "--quiet"]);
  commit(top);
  const linked = join(temporaryFolder("linked"), "tree");
  plainGit(top, ["worktree", "add", "--quiet", linked]);
  const log = await headLogOf(linked);
  const before = [sizeOf(log), sizeOf(await headLogOf(top))];
  commit(linked);
  expect(sizeOf(await headLogOf(top))).toBe(before[1]);
  expect(sizeOf(log)).toBeGreaterThan(before[0] as number);
});

test("a directory behind a symbolic link is the one it points to", async () => {
  const top = temporaryFolder("repository");
  plainGit(top, ["init", "--quiet"]);
  const link = join(temporaryFolder("elsewhere"), "link");
  symlinkSync(top, link);
  expect(await headLogOf(link)).toBe(join(top, ".git/logs/HEAD"));
});

test("where references are in a reftable, its list of tables stands in for the log", async () => {
  const top = temporaryFolder("repository");
  plainGit(top, ["init", "--quiet"]);
  mkdirSync(join(top, ".git/reftable"));
  const tables = join(top, ".git/reftable/tables.list");
  writeFileSync(tables, "0x000000000001-0x000000000002-abcdef01.ref\n");
  expect(await headLogOf(top)).toBe(tables);
});

test("there is none outside every repository, nor where there is nothing", async () => {
  const folder = temporaryFolder("plain");
  expect(await headLogOf(folder)).toBeUndefined();
  expect(await headLogOf(join(folder, "missing"))).toBeUndefined();
});
