import { expect, test } from "vitest";
import { commonDirectory } from "./path-trie.js";

test.each([
  [["packages/a/src/x.ts", "packages/a/src/y/z.ts"], "packages/a/src"],
  [["packages/a/x.ts", "packages/ab/x.ts"], "packages"],
  [["src/x.ts"], "src"],
  [["src", "src/x.ts"], ""],
  [["a.ts", "src/x.ts"], ""],
  [["src/deep/x.ts", "src/y.ts"], "src"],
  [[], ""],
])("%j are all in %j", (paths, directory) => {
  expect(commonDirectory(paths)).toBe(directory);
});
