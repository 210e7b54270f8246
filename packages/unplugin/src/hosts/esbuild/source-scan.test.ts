import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileFilters } from "./file-filters.js";
import { filterOfPathsOutside } from "./outside-filter.js";
import { scanSources } from "./source-scan.js";

const mayHoldMarks = (text: string) => text.includes("MARK");

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-scan-")));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(...files: string[]): string[] {
  return files.map((file) => {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "MARK");
    return path;
  });
}

test("a scan covers the package it starts in, and what its packages folder holds needs no look", async () => {
  const [main, ...others] = write(
    "app/src/main.ts",
    "app/package.json",
    "app/node_modules/x/index.js",
  );
  const { candidates, prefixes } = await scanSources([join(root, "app/src")], {
    mayHoldMarks,
  });
  expect([...candidates]).toEqual([main]);
  const isOutside = filterOfPathsOutside(prefixes);
  for (const path of [main, ...others]) expect(isOutside.test(path ?? "")).toBe(false);
  expect(isOutside.test(join(root, "application/x.ts"))).toBe(true);
});

test("a folder of packages further up needs no look either, wherever a link says it is", async () => {
  write("elsewhere/node_modules/x/index.js", "app/package.json");
  symlinkSync(join(root, "elsewhere/node_modules"), join(root, "node_modules"), "junction");
  const { prefixes } = await scanSources([join(root, "app")], { mayHoldMarks });
  expect(prefixes).toContain(join(root, "elsewhere/node_modules") + sep);
});

test("what holds too much is left out, and its files count as not looked at", async () => {
  const files = Array.from({ length: 30 }, (_, index) => `workspace/lib/${index}.ts`);
  const [, main] = write(
    "workspace/package.json",
    "workspace/app/src/main.ts",
    "workspace/app/package.json",
    ...files,
  );
  const start = join(root, "workspace/app");

  const narrow = await scanSources([start], { mayHoldMarks, mostEntries: 20 });
  expect([narrow.directories, [...narrow.candidates]]).toEqual([[start], [main]]);
  expect(filterOfPathsOutside(narrow.prefixes).test(join(root, "workspace/lib/1.ts"))).toBe(true);

  const none = await scanSources([start], { mayHoldMarks, mostEntries: 1 });
  expect([none.directories, [...none.candidates]]).toEqual([[], []]);
  expect(filterOfPathsOutside(none.prefixes).test(main ?? "")).toBe(true);
});

test("what was built before is not looked through, and its files count as not looked at", async () => {
  const [main, built] = write("src/main.ts", "dist/main.js", "package.json");
  const output = join(root, "dist");
  const scan = await scanSources([join(root, "src")], { mayHoldMarks, output });
  expect([...scan.candidates]).toEqual([main]);
  const [candidates, , inOutput] = fileFilters({}, scan, []);
  for (const filter of [candidates, inOutput]) {
    expect(filter?.test(built ?? "")).toBe(filter === inOutput);
    expect(filter?.test(main ?? "")).toBe(filter === candidates);
    expect(filter?.test(join(root, "dist.js"))).toBe(false);
  }
});

test("several starts are looked through once each, and ones that don't exist not at all", async () => {
  write("a/package.json", "a/src/main.ts", "b/package.json", "b/main.ts");
  const starts = ["a", "a/src", "b", "missing"].map((folder) => join(root, folder));
  const { directories } = await scanSources(starts, { mayHoldMarks });
  expect(directories).toEqual([join(root, "a"), join(root, "b")]);
});
