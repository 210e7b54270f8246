import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse } from "node:path";
import type { BuildOptions } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outputDirectory, scanRoots } from "./scan-roots.js";

let home: string;

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-roots-")));
  for (const folder of [
    "repository/.git",
    "repository/packages/app/src",
    "loose/workspace/app/src",
  ])
    mkdirSync(join(home, folder), { recursive: true });
  for (const folder of [
    "",
    "repository",
    "repository/packages/app",
    "loose/workspace",
    "loose/workspace/app",
  ])
    writeFileSync(join(home, folder, "package.json"), "{}");
});

afterAll(() => rmSync(home, { recursive: true }));

test("the whole work tree is looked through, or else the package, or else the folder itself", () => {
  const app = join(home, "repository/packages/app");
  expect(scanRoots(join(app, "src"), home)).toEqual([
    join(home, "repository"),
    app,
    join(app, "src"),
  ]);
});

test("without a repository the outermost package below the home directory is the widest", () => {
  const workspace = join(home, "loose/workspace");
  expect(scanRoots(join(workspace, "app"), home)).toEqual([workspace, join(workspace, "app")]);
});

test("a folder in no package and no repository stands for itself", () => {
  expect(scanRoots(join(home, "loose"), home)).toEqual([join(home, "loose")]);
});

test("what a build writes to is known, unless sources may be in it", () => {
  const directory = join(home, "repository/packages/app");
  const outputOf = (options: BuildOptions) =>
    outputDirectory({ entryPoints: ["src/main.ts"], ...options }, directory);
  expect(outputOf({ outdir: "dist" })).toBe(join(directory, "dist"));
  expect(outputOf({ outfile: "../dist/main.js" })).toBe(join(home, "repository/packages/dist"));
  expect(outputOf({ outdir: "src" })).toBeUndefined();
  expect(outputOf({ outfile: "main.js" })).toBeUndefined();
  expect(outputOf({ write: false })).toBeUndefined();
  expect(outputOf({ outdir: "dist", entryPoints: ["dist/generated/main.ts"] })).toBeUndefined();
});

test("what a build writes to through a link is known by its real path before it is there", () => {
  const directory = join(home, "repository/packages/app");
  symlinkSync(directory, join(home, "link"));
  const output = outputDirectory({ outdir: join(home, "link/new/dist") }, directory);
  expect(output).toBe(join(directory, "new/dist"));
});

test("a home directory, what holds it and the whole file system are never looked through", () => {
  for (const directory of [home, dirname(home), parse(home).root])
    expect(scanRoots(directory, home)).toEqual([]);
});
