import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { type Cell, renderTable } from "./table.js";

const PLAIN = { colour: false, columns: undefined };

function table(rows: readonly (readonly Cell[])[], terminal = {}) {
  const header = ["name", "subject", "file"];
  return renderTable({ header, rows, flexible: 1 }, { ...PLAIN, ...terminal }).split("\n");
}

test("columns are as wide as their widest field, as a terminal shows it", () => {
  expect(
    table([
      ["日本", "é", "a"],
      ["b", "👩‍👩‍👧", "c"],
    ]),
  ).toEqual(["name  subject  file", "日本  é        a", "b     👩‍👩‍👧       c"]);
});

test("a column without anything in it is left out, and no line ends in spaces", () => {
  expect(
    table([
      ["a", "", "c"],
      ["b", "", ""],
    ]),
  ).toEqual(["name  file", "a     c", "b"]);
});

test("where the terminal is narrow one column is cut, and no other", () => {
  const rows = [["a name that stays", "a subject that is long", "file.ts"]];
  expect(table(rows, { columns: 42 })).toEqual([
    "name               subject         file",
    "a name that stays  a subject tha…  file.ts",
  ]);
  expect(table(rows, { columns: 10 })[1]).toBe("a name that stays  a subject t…  file.ts");
});

test("colours don't change how columns are aligned", () => {
  const [, first = "", second = ""] = table(
    [
      [{ text: "a", style: "red" }, "b", "c"],
      ["aa", "bb", "cc"],
    ],
    { colour: true },
  );
  expect(first).toContain("\u001b[31ma\u001b[39m");
  expect(stripVTControlCharacters(first).indexOf("c")).toBe(second.indexOf("cc"));
});

test("nothing in a field can move the cursor or colour the rest", () => {
  const [, line] = table([["a\u001b[2J", "b\r\nc", "\u202Ed"]]);
  expect(line).toBe("a\\u{1b}[2J  b\\u{d}\\u{a}c  \\u{202e}d");
});
