import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { expect, it } from "vitest";
import { ERASURES } from "./erasures.fixture.js";
import { ROOT, scan } from "./scan.fixture.js";

it.each(ERASURES)(
  "every name that is left maps to where it was written: $what",
  ({ code, file = "module.ts" }) => {
    const { code: result, map } = scan(code, { file }).erase() ?? expect.fail("nothing erased");
    const trace = new TraceMap(map);
    const lines = code.split(/\r?\n/);
    let last = 0;
    for (const word of wordsOf(result)) {
      if (word.isAdded) continue;
      const { source, line, column } = originalPositionFor(trace, word);
      if (line === null) expect.fail(`${word.text} is not mapped`);
      expect(source).toBe(`${ROOT}/${file}`);
      // So that errors are shown in the right place also where maps aren't read.
      expect(line).toBe(word.line);
      expect(lines[line - 1]?.slice(column, column + word.text.length)).toBe(word.text);
      // In order, so two equal names are not mixed up.
      const offset = lines.slice(0, line - 1).join("\n").length + column;
      expect(offset).toBeGreaterThanOrEqual(last);
      last = offset;
    }
  },
);

interface Word {
  text: string;
  line: number;
  column: number;
  /** Of the `export {}` that keeps a module one, or of the type that a call named. */
  isAdded: boolean;
}

function wordsOf(code: string): Word[] {
  const words: Word[] = [];
  for (const [index, text] of code.split(/\r?\n/).entries()) {
    for (const { 0: word, index: column } of text.matchAll(
      /[\p{ID_Start}$_#][\p{ID_Continue}$]*/gu,
    )) {
      const isAdded = [...text.matchAll(/export \{\};|\) as [\w<>]+/g)].some(
        (added) => added.index <= column && column < added.index + added[0].length,
      );
      words.push({ text: word, line: index + 1, column, isAdded });
    }
  }
  return words;
}
