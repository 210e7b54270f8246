import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBuild } from "@inlineage/core";
import type { OnLoadArgs } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Pass } from "./pass.js";

const MARKED = 'import { tracked } from "@inlineage/runtime";\n@tracked export class Model {}\n';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-pass-")));
});

afterEach(() => rmSync(root, { recursive: true }));

function passOver(files: Record<string, string>, elsewhere: Record<string, string> = {}) {
  for (const [name, text] of Object.entries({ ...files, ...elsewhere }))
    writeFileSync(join(root, name), text);
  const build = createBuild({ root, marks: [], strict: false, warn() {} });
  const candidates = Object.keys(files).map((name) => join(root, name));
  return new Pass({ build, esbuildOptions: {}, candidates });
}

function loadOf(name: string, attributes: Record<string, string> = {}): OnLoadArgs {
  const path = join(root, name);
  return { path, namespace: "file", suffix: "", pluginData: undefined, with: attributes };
}

test("a pass is complete once every candidate was loaded, and not before", async () => {
  const pass = passOver({ "a.ts": MARKED, "b.ts": MARKED });
  const completion = pass.completion();
  pass.load(loadOf("a.ts"));
  pass.load(loadOf("b.ts", { type: "text" }));
  expect(pass.isComplete).toBe(false);
  pass.load(loadOf("b.ts"));
  await completion;
  expect([...pass.loaded.values()]).toEqual([join(root, "a.ts"), join(root, "b.ts")]);
});

test("a candidate that holds no marks after all is not waited for", () => {
  const unmarked =
    'import { VersionTracker } from "@inlineage/runtime";\nnew VersionTracker({});\n';
  const pass = passOver({ "a.ts": MARKED, "b.ts": unmarked });
  pass.load(loadOf("a.ts"));
  pass.dropUnmarked();
  expect(pass.isComplete).toBe(true);
});

test("a marked file where nobody looked shows that there may be more", () => {
  const pass = passOver({ "a.ts": MARKED }, { "b.ts": MARKED });
  pass.load(loadOf("b.ts"));
  pass.load(loadOf("a.ts"));
  expect(pass.isComplete).toBe(false);
});

test("a file that can't be read as marked ends the wait with its error", () => {
  const pass = passOver({ "a.ts": `${MARKED}export default tracked(() => 1);\n`, "b.ts": MARKED });
  expect(pass.load(loadOf("a.ts"))?.errors).toHaveLength(1);
  expect([pass.isComplete, pass.hasFailed]).toEqual([true, true]);
});

test("a file edited after it was looked at is loaded as it is now", () => {
  const pass = passOver({ "a.ts": MARKED });
  pass.inspect(join(root, "a.ts"));
  writeFileSync(join(root, "a.ts"), `${MARKED}export const edited = true;\n`);
  expect(pass.load(loadOf("a.ts"))?.contents).toContain("edited");
});
