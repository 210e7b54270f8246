import type { parse } from "@babel/parser";
import { describe, expect, it } from "vitest";
import { ERASURES } from "./erasures.fixture.js";
import { parseSource } from "./parse-source.js";
import { erased, IMPORT, ROOT, scan } from "./scan.fixture.js";

describe("erasing takes away", () => {
  it.each(ERASURES)("$what", ({ code, expected, file }) => {
    expect(erased(code, { file })).toBe(expected);
  });
});

describe("what erasing leaves", () => {
  it.each(ERASURES)("can be parsed, and holds no marks: $what", ({ code, file }) => {
    const result = erased(code, { file });
    const again = scan(result, { file });
    expect(again.definitions).toEqual([]);
    expect(again.erase()).toBeUndefined();
  });

  it.each(ERASURES)("has all comments: $what", ({ code, file }) => {
    expect(commentsOf(erased(code, { file }), file)).toEqual(
      commentsOf(code, file).filter((comment) => comment !== " @__PURE__ "),
    );
  });
});

it("a module without marks is not touched, even if it imports the mark function", () => {
  expect(scan(`${IMPORT}export class A {}`).erase()).toBeUndefined();
});

it("what is erased is the text given, whatever the file says", () => {
  const { code, map } =
    scan(`${IMPORT}export @tracked class A {}`, { file: "a.astro", isBlock: true }).erase() ?? {};
  expect(code).toBe("\nexport class A {}");
  expect(map?.sources).toEqual([`${ROOT}/a.astro`]);
  expect(map?.sourcesContent).toEqual([`${IMPORT}export @tracked class A {}`]);
});

function commentsOf(code: string, file = "module.ts"): string[] {
  const { tree } = parseSource(code, file);
  return ((tree.comments as ReturnType<typeof parse>["comments"]) ?? []).map(({ value }) => value);
}
