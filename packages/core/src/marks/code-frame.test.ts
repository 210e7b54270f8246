import { expect, it } from "vitest";
import { codeFrame } from "./code-frame.js";

it("shows two lines before and after, and a caret under the place", () => {
  const code = "one\ntwo\nthree\nfour\nfive\nsix\nseven";
  expect(codeFrame(code, 4, 2)).toBe(
    "  2 | two\n  3 | three\n> 4 | four\n    |  ^\n  5 | five\n  6 | six",
  );
});

it("shows what there is at the ends, and aligns the numbers", () => {
  expect(codeFrame("one", 1, 1)).toBe("> 1 | one\n    | ^");
  expect(codeFrame(`${"\n".repeat(9)}ten`, 10, 4)).toBe("   8 |\n   9 |\n> 10 | ten\n     |    ^");
});

it("keeps tabs, so that the caret stays under the place", () => {
  expect(codeFrame("\tif (a)\tb", 1, 9)).toBe("> 1 | \tif (a)\tb\n    | \t      \t^");
});

it("knows every line break JavaScript has", () => {
  expect(codeFrame("a\r\nb\rc\u2028d\u2029e", 3, 1)).toBe(
    "  1 | a\n  2 | b\n> 3 | c\n    | ^\n  4 | d\n  5 | e",
  );
});

it("cuts long lines around the place", () => {
  const code = `${"a".repeat(1000)}!${"b".repeat(1000)}`;
  const [line = "", caret = ""] = codeFrame(code, 1, 1001).split("\n");
  expect(line.length).toBeLessThan(140);
  expect(line.startsWith("> 1 | …a")).toBe(true);
  expect(line.endsWith("b…")).toBe(true);
  expect(line.charAt(caret.indexOf("^"))).toBe("!");
});

it("cuts the end of a long line whose start holds the place", () => {
  const [line = "", caret = ""] = codeFrame(`a!${"b".repeat(1000)}`, 1, 2).split("\n");
  expect(line.length).toBeLessThan(140);
  expect(line.charAt(caret.indexOf("^"))).toBe("!");
});
