import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { plainGit, temporaryFolder } from "./git-repository.fixture.js";
import { ignoredFiles } from "./ignored-files.js";

function write(...path: readonly string[]): string {
  const file = join(...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

function repositoryIgnoring(patterns: string): string {
  const top = temporaryFolder("ignoring");
  plainGit(top, ["init", "--quiet"]);
  writeFileSync(join(top, ".gitignore"), patterns);
  return top;
}

test("files that git is told to ignore are told apart, whatever their names", async () => {
  const top = repositoryIgnoring("lib/\n*.gen.js\n");
  const ignored = [write(top, "lib/a.js"), write(top, 'src/é [*]\n".gen.js')];
  const others = [write(top, "src/a.js"), write(top, ":src.js"), write(top, "*.js")];
  expect(await ignoredFiles(top, [...ignored, ...others])).toEqual(new Set(ignored));
  expect(await ignoredFiles(top, others)).toEqual(new Set());
});

test("a directory below the top is under its patterns, too", async () => {
  const top = repositoryIgnoring("lib/\n");
  const file = write(top, "app/lib/a.js");
  expect(await ignoredFiles(join(top, "app"), [file])).toEqual(new Set([file]));
});

test("a file committed all the same is not ignored", async () => {
  const top = repositoryIgnoring("lib/\n");
  const file = write(top, "lib/a.js");
  plainGit(top, ["add", "--force", "lib/a.js"]);
  expect(await ignoredFiles(top, [file])).toEqual(new Set());
});

test("outside every repository nothing is ignored", async () => {
  const folder = temporaryFolder("plain");
  expect(await ignoredFiles(folder, [write(folder, "a.js")])).toEqual(new Set());
  expect(await ignoredFiles(folder, [])).toEqual(new Set());
});
