import { expect, test } from "vitest";
import { numberedLines } from "./numbered-lines.js";

async function* inPieces(...pieces: string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
}

test("a line too long to be kept is left out, and the next ones keep their numbers", async () => {
  const found: [number, string | undefined][] = [];
  for await (const { first, lines } of numberedLines(
    inPieces("short\nmuch ", "too ", "long\nfine\n", "as it is"),
    10,
  )) {
    lines.forEach((line, index) => {
      found.push([first + index, line]);
    });
  }
  expect(found).toEqual([
    [1, "short"],
    [2, undefined],
    [3, "fine"],
    [4, "as it is"],
  ]);
});
