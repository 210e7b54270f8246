import fc from "fast-check";
import { expect, test } from "vitest";
import { filterOfPaths } from "./path-filter.js";

const path = fc.string({
  unit: fc.constantFrom(
    "a",
    "/",
    "\\",
    ".",
    "*",
    "+",
    "?",
    "^",
    "$",
    "|",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "é",
  ),
  maxLength: 5,
});

test("exactly the given paths pass, whatever characters they are made of", () => {
  fc.assert(
    fc.property(fc.array(path, { maxLength: 4 }), path, (paths, other) => {
      const filter = filterOfPaths(paths);
      expect(filter.test(other)).toBe(paths.includes(other));
      for (const given of paths) expect(filter.test(given)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("a path with a line separator, which Go can't spell as JavaScript does, passes nevertheless", () => {
  expect(filterOfPaths(["/a\u2028b.ts"]).source).not.toContain("\\u");
  expect(filterOfPaths(["/a\u2028b.ts"]).test("/a\u2028b.ts")).toBe(true);
});
