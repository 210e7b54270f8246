import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBuild } from "./build.js";

const MARKED = `import { tracked } from "@inlineage/runtime";\nexport const NAME = tracked("NAME", () => 1);\n`;

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-build-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, mark: string): string {
  const file = join(root, name);
  writeFileSync(file, MARKED.replaceAll("NAME", mark));
  return file;
}

function newBuild() {
  return createBuild({ root, marks: [], strict: false, warn() {} });
}

async function namesIn(ids: Iterable<string>, wasTransformed?: (id: string) => boolean) {
  const graph = { ids, importsOf: () => [], ...(wasTransformed && { wasTransformed }) };
  return [...(await newBuild().finalize(graph)).keys()];
}

describe("modules that a cache restored", () => {
  it("are read back, however many there are", async () => {
    const files = Array.from({ length: 3000 }, (_, index) => write(`m${index}.ts`, `mark${index}`));
    expect(await namesIn(files)).toHaveLength(files.length);
  });

  it("are not read when the host did transform them", async () => {
    expect(await namesIn([write("a.ts", "a")], () => true)).toEqual([]);
  });

  it("have nothing to read when they are no files", async () => {
    const ids = ["\0made-up.ts", "made-up.ts", join(root, "gone.ts"), `${write("a.ts", "a")}?raw`];
    expect(await namesIn(ids)).toEqual([]);
  });

  it("fail the build when a file can't be read, instead of leaving its versions out", async () => {
    const directory = join(root, "folder.ts");
    mkdirSync(directory);
    await expect(namesIn([directory])).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
      location: { file: directory },
    });
  });
});

describe("definitions", () => {
  it("in a block of a component are where the block is in its file", async () => {
    const file = join(root, "page.astro");
    const block = MARKED.replaceAll("NAME", "inBrowser");
    writeFileSync(file, `---\n---\n<h1>Page</h1>\n<script>${block}</script>\n`);
    const id = `${file}?astro&type=script&index=0&lang.ts`;
    const build = newBuild();
    expect(build.transform(block, id)?.code).toBe("\nexport const inBrowser = (() => 1);\n");
    const manifest = await build.finalize({ ids: [id], importsOf: () => [] });
    expect(manifest.get("inBrowser")).toMatchObject({ file: "page.astro", line: 5 });
  });

  it("in a component are read back like those of any module", async () => {
    const file = join(root, "page.vue");
    writeFileSync(file, `<script>\n${MARKED.replaceAll("NAME", "inPage")}</script>\n`);
    expect(await namesIn([file, `${file}?vue&type=style&index=0&lang.css`])).toEqual(["inPage"]);
  });

  it("of one file under two paths are one", async () => {
    const file = write("a.ts", "a");
    symlinkSync(file, join(root, "link.ts"));
    expect(await namesIn([file, join(root, "link.ts")])).toEqual(["a"]);
  });

  it("with one name in two files name both places", async () => {
    const [first, second] = [write("a.ts", "same"), write("b.ts", "same")];
    await expect(namesIn([second, first])).rejects.toThrow(
      `${second}:2:21: the name "same" is already taken by the tracked function at ${first}:2:21`,
    );
  });

  it("are sorted by name in code-unit order, whatever order the host has", async () => {
    const files = ["b", "ab", "a", "B"].map((mark) => write(`${mark}.ts`, mark));
    expect(await namesIn(files)).toEqual(["B", "a", "ab", "b"]);
  });

  it("of a file whose marks were removed are forgotten", async () => {
    const file = write("a.ts", "a");
    const build = newBuild();
    const graph = { ids: [file], importsOf: () => [], wasTransformed: () => true };
    build.transform(MARKED, file);
    expect((await build.finalize(graph)).size).toBe(1);
    build.transform("export const a = 1;", file);
    expect((await build.finalize(graph)).size).toBe(0);
  });
});

describe("packages that are asked for by name", () => {
  it("and no definition reaches are told of once, with the name that was meant", async () => {
    const dependency = join(root, "node_modules/onnxruntime-node");
    mkdirSync(dependency, { recursive: true });
    writeFileSync(
      join(dependency, "package.json"),
      '{ "name": "onnxruntime-node", "version": "1.2.0" }',
    );
    writeFileSync(join(dependency, "index.js"), "");
    const file = write("a.ts", "a");
    const imported = join(dependency, "index.js");
    const said: string[] = [];
    const packages = ["onnxruntime-nod", "elsewhere", "onnxruntime-node"];
    const warn = (text: string) => said.push(text);
    const build = createBuild({ root, marks: [], strict: false, packages, warn });
    const importsOf = (id: string) => (id === file ? [imported] : []);
    for (const _ of ["first", "second"]) {
      const manifest = await build.finalize({ ids: [file, imported], importsOf });
      expect([...manifest.keys()]).toEqual(["a", "npm:onnxruntime-node"]);
    }
    expect(said.filter((text) => text.includes("packages"))).toEqual([
      'the option "packages" names "onnxruntime-nod" (did you mean "onnxruntime-node"?), "elsewhere", which no tracked definition reaches',
    ]);
  });
});

it("refuses marks in a module that a plugin made up, and leaves such modules alone otherwise", () => {
  const build = newBuild();
  const code = MARKED.replaceAll("NAME", "made");
  expect(() => build.transform(code, "\0virtual:made.ts")).toThrow(
    /^virtual:made\.ts:2:\d+: a plugin made this module up, so "made" in it/,
  );
  const runtime = 'export * from "@inlineage/runtime";\n';
  expect(build.transform(runtime, "\0virtual:runtime.ts")).toBeUndefined();
});
