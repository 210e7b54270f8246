import { expect, test } from "vitest";
import { pathChunks } from "./path-chunks.js";

test("paths that fit stay together, in order", () => {
  expect(pathChunks(["a", "b", "c"])).toEqual([["a", "b", "c"]]);
});

test("the limit counts bytes and the separator of each path", () => {
  expect(pathChunks(["aa", "bb", "\u00e9", "d"], 6)).toEqual([
    ["aa", "bb"],
    ["\u00e9", "d"],
  ]);
});

test("a path longer than the limit goes alone", () => {
  expect(pathChunks(["a", "long".repeat(10), "b"], 6)).toEqual([["a"], ["long".repeat(10)], ["b"]]);
});

test("no paths are no chunk", () => {
  expect(pathChunks([])).toEqual([]);
});
