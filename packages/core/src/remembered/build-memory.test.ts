import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createBuild } from "../build.js";
import { temporaryFolder } from "../git/git-repository.fixture.js";
import { createBuildMemory } from "./build-memory.js";
import { readKept, writeKept } from "./kept-file.js";

const MARKED =
  'import { tracked } from "@inlineage/runtime";\nexport const a = tracked("a", () => 1);\n';

function project(): string {
  const root = temporaryFolder("project");
  mkdirSync(join(root, "node_modules"));
  return root;
}

async function settled(root: string): Promise<void> {
  const folder = join(root, "node_modules/.cache/inlineage/modules");
  await vi.waitUntil(
    () => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".json")),
  );
}

/** What is kept, as text. */
function kept(root: string): string {
  const folder = join(root, "node_modules/.cache/inlineage/modules");
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return readFileSync(join(folder, file), "utf8");
}

test("what was found out in one build is known in the next, of the same text in the same circumstances alone", async () => {
  const root = project();
  const find = vi.fn(() => ({ found: 1 }));
  const first = createBuildMemory(root);
  expect(first.recall("text", ["a.ts"], find)).toEqual({ found: 1 });
  expect(first.recall("text", ["a.ts"], find)).toEqual({ found: 1 });
  first.keep();
  await settled(root);
  expect(createBuildMemory(root).recall("text", ["a.ts"], find)).toEqual({ found: 1 });
  expect(find).toHaveBeenCalledTimes(1);
  const next = createBuildMemory(root);
  next.recall("text ", ["a.ts"], find);
  next.recall("text", ["b.ts"], find);
  next.recall("\ud800", ["a.ts"], find);
  next.recall("\ud801", ["a.ts"], find);
  expect(find).toHaveBeenCalledTimes(5);
});

test("a module too huge to be remembered doesn't keep others from being", async () => {
  const root = project();
  const memory = createBuildMemory(root);
  memory.recall("text", [], () => 1);
  memory.recall("huge", [], () => "x".repeat(2 ** 23));
  memory.keep();
  await settled(root);
  expect(createBuildMemory(root).recall("text", [], () => 2)).toBe(1);
});

test("what failed is no answer, and is asked for again", () => {
  const memory = createBuildMemory(project());
  const fail = () => {
    throw new Error("no");
  };
  expect(() => memory.recall("text", [], fail)).toThrow("no");
  expect(memory.recall("text", [], () => 1)).toBe(1);
});

test("where there is no node_modules, or it can't be written to, nothing is kept and nothing fails", async () => {
  const root = temporaryFolder("project");
  const memory = createBuildMemory(root);
  memory.recall("text", [], () => 1);
  memory.keep();
  writeKept(join(root, "file", "below"), "format", "text", 2);
  writeFileSync(join(root, "a-file"), "");
  writeKept(join(root, "a-file", "below"), "format", "text", 2);
  await new Promise(setImmediate);
  expect(readdirSync(root).sort()).toEqual(["a-file", "file"]);
});

test("a kept text that was cut off, changed or of another format is as good as none", () => {
  const file = join(temporaryFolder(), "kept.json");
  writeKept(file, "format 1", "the text", 2);
  expect(readKept(file, "format 1")).toBe("the text");
  expect(readKept(file, "format 2")).toBeUndefined();
  const intact = readFileSync(file);
  fc.assert(
    fc.property(fc.nat(intact.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      writeFileSync(file, intact.subarray(0, at));
      expect(readKept(file, "format 1")).toBeUndefined();
      const changed = Buffer.from(intact);
      changed[at] = (changed[at] as number) ^ flip;
      writeFileSync(file, changed);
      expect(readKept(file, "format 1")).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test("of many projects in one folder those stay that were built last", () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 5; index++) {
    writeKept(join(folder, `${index}.json`), "format", "text", 3);
    // Written in the same millisecond they would be equally old.
    const until = Date.now() + 15;
    while (Date.now() < until);
  }
  expect(readdirSync(folder).sort()).toEqual(["2.json", "3.json", "4.json"]);
});

test("a build that remembers gives what one that doesn't gives", async () => {
  const root = project();
  const file = join(root, "a.ts");
  writeFileSync(file, MARKED);
  const graph = { ids: [file], importsOf: () => [], wasTransformed: () => true };
  const build = async (marks: readonly { module: string; name: string }[] = []) => {
    const made = createBuild({ root, marks, strict: false, warn() {} });
    const erased = made.transform(MARKED, file);
    const manifest = await made.finalize(graph);
    return { erased, entries: [...manifest].map(([name, entry]) => [name, { ...entry }]) };
  };
  const first = await build();
  await settled(root);
  expect(await build()).toEqual(first);
  expect(first.erased?.map.sourcesContent).toEqual([MARKED]);
  expect((await build([{ module: "other", name: "mark" }])).entries).toEqual(first.entries);
});

test("a fingerprint that is asked for once the marks are known is kept too", async () => {
  const root = project();
  const file = join(root, "a.ts");
  writeFileSync(file, MARKED);
  const graph = { ids: [file], importsOf: () => [], wasTransformed: () => true };
  const build = async () => {
    const made = createBuild({ root, marks: [], strict: false, warn() {} });
    made.transform(MARKED, file);
    return made.finalize(graph);
  };
  await build();
  await settled(root);
  const before = kept(root);
  for (const [, entry] of await build()) expect(entry.fingerprint).toBeTypeOf("string");
  await vi.waitUntil(() => kept(root) !== before);
  const after = kept(root);
  for (const [, entry] of await build()) expect(entry.fingerprint).toBeTypeOf("string");
  await new Promise(setImmediate);
  expect(kept(root)).toBe(after);
});
