import { expect, test } from "vitest";
import { isLoadedAsCode } from "./source-loader.js";

test.each([
  ["/a/model.ts", undefined, true],
  ["/a/model.test.mts", {}, true],
  ["/a/model.js", { ".js": "jsx" }, true],
  ["/a/model.ts", { ".ts": "text" }, false],
  ["/a/model.raw.ts", { ".raw.ts": "text" }, false],
  ["/a/model.ts", { ".raw.ts": "text" }, true],
  ["/a/.ts", {}, true],
  ["/a.ts/model", {}, false],
  ["/a/style.css", {}, false],
  ["/a/Page.vue", {}, true],
  ["/a/Page.vue", { ".vue": "text" }, false],
] as const)("%s with the loaders %o is code: %s", (path, loaders, expected) => {
  expect(isLoadedAsCode(path, loaders)).toBe(expected);
});
