import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scanRoots } from "./scan-roots.js";

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

test("a home directory, what holds it and the whole file system are never looked through", () => {
  for (const directory of [home, dirname(home), parse(home).root])
    expect(scanRoots(directory, home)).toEqual([]);
});
