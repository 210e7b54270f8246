import fc from "fast-check";
import { expect, test } from "vitest";
import { expressiblePrefixes, filterOfPathsOutside } from "./outside-filter.js";

/** Few characters, so that texts share beginnings; among them each with a meaning in a regular expression. */
const text = fc.string({
  unit: fc.constantFrom("a", "b", "/", "\\", "^", "]", "-", "[", ".", "$", "(", "ü", " "),
  maxLength: 6,
});

test("a path is outside exactly if it starts with none of the scanned directories", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), text, (prefixes, path) => {
      const isOutside = !prefixes.some((prefix) => path.startsWith(prefix));
      expect(filterOfPathsOutside(prefixes).test(path)).toBe(isOutside);
    }),
    { numRuns: 5000 },
  );
});

test("a path that goes on after a scanned directory, or stops short of it, is judged the same way", () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      text,
      fc.nat(),
      (prefixes, rest, cut) => {
        const prefix = prefixes[cut % prefixes.length] ?? "";
        for (const path of [`${prefix}${rest}`, prefix.slice(0, cut % (prefix.length + 1))]) {
          const isOutside = !prefixes.some((other) => path.startsWith(other));
          expect(filterOfPathsOutside(prefixes).test(path)).toBe(isOutside);
        }
      },
    ),
    { numRuns: 5000 },
  );
});

test("without a scanned directory every path is outside", () => {
  expect(filterOfPathsOutside([]).test("/anywhere/at/all.ts")).toBe(true);
});

test("a directory whose name no filter can spell counts as not scanned", () => {
  expect(
    expressiblePrefixes(["/a/", "/line\nbreak/", "/line\u2028separator/", `/${"x".repeat(500)}/`]),
  ).toEqual(["/a/"]);
});
