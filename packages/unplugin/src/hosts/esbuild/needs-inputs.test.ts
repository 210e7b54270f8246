import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needsInputs } from "./needs-inputs.js";

const own = { name: "unplugin-inlineage", setup() {} };
const other = { name: "other", setup() {} };

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "inlineage-inputs-"));
  mkdirSync(join(root, "dual"));
  writeFileSync(join(root, "dual/package.json"), '{ "main": "a.js", "module": "b.js" }');
  writeFileSync(join(root, "package.json"), '{ "main": "a.js" }');
});

afterAll(() => rmSync(root, { recursive: true }));

function isNeeded(options: BuildOptions, visited: readonly string[] = []): boolean {
  const scan = {
    candidates: new Set<string>(),
    directories: [root],
    prefixes: [],
    leftOut: undefined,
    visited: new Set(visited),
  };
  return needsInputs(options, scan);
}

test("a build of its own plugin alone needs no list", () => {
  expect(isNeeded({ plugins: [own] })).toBe(false);
});

test("another plugin, hashed names and packages that may lose a file do", () => {
  expect(isNeeded({ plugins: [own, other] })).toBe(true);
  expect(isNeeded({ plugins: [other] })).toBe(true);
  expect(isNeeded({ splitting: true })).toBe(true);
  expect(isNeeded({ entryNames: "[name]-[hash]" })).toBe(true);
  expect(isNeeded({}, [join(root, "dual"), join(root, "model.ts")])).toBe(true);
});

test("packages lose no file where `main` comes first, or the user has said what does", () => {
  expect(isNeeded({ platform: "node" }, [join(root, "dual")])).toBe(false);
  expect(isNeeded({ mainFields: ["module", "main"] }, [join(root, "dual")])).toBe(false);
});
