import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCandidateFiles } from "./candidates.js";

const CANDIDATE = (text: string) => /our-marks/.test(text);
const MARKED = 'import { tracked } from "our-marks";';
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-candidates-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text = MARKED) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function search(ignore?: (path: string) => boolean) {
  const files = await findCandidateFiles(root, CANDIDATE, { ignore });
  return files.map((file) => relative(root, file));
}

describe("finding the files that may hold marks", () => {
  it("finds every kind of source file whose text matches, at any depth, in a stable order", async () => {
    for (const path of [
      "z.ts",
      "a.tsx",
      "deep/er/b.mjs",
      "c.cts",
      "d.jsx",
      "e.js",
      ".storybook/f.ts",
    ]) {
      write(path);
    }
    write("plain.ts", "export const nothing = 1;");
    expect(await search()).toEqual([
      ".storybook/f.ts",
      "a.tsx",
      "c.cts",
      "d.jsx",
      "deep/er/b.mjs",
      "e.js",
      "z.ts",
    ]);
  });

  it("leaves out packages, git's own files, declarations and files that aren't sources", async () => {
    for (const path of [
      "node_modules/p/a.js",
      "deep/node_modules/p/a.js",
      ".git/hooks/a.js",
      "types.d.ts",
      "types.d.mts",
      "README.md",
      "data.json",
    ]) {
      write(path);
    }
    expect(await search()).toEqual([]);
  });

  it("leaves out what the caller ignores", async () => {
    for (const path of ["dist/a.js", "src/a.ts", "src/b.ts"]) write(path);
    const ignored = [join(root, "dist"), join(root, "src/b.ts")];
    expect(await search((path) => ignored.includes(path))).toEqual(["src/a.ts"]);
  });

  it("takes a link to a file as that file, and isn't led astray by links to directories", async () => {
    write("src/real.ts");
    symlinkSync(join(root, "src/real.ts"), join(root, "link.ts"));
    symlinkSync(root, join(root, "src/loop"));
    symlinkSync(join(root, "gone.ts"), join(root, "dangling.ts"));
    expect(await search()).toEqual(["src/real.ts"]);
  });

  it("finds nothing under a directory that doesn't exist", async () => {
    expect(await findCandidateFiles(join(root, "missing"), CANDIDATE)).toEqual([]);
  });
});
