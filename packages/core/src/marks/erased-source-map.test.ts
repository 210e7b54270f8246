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
  const added = [...code.matchAll(/export \{\};|\) as [^)]+/g)];
  return [...code.matchAll(/[\p{ID_Start}$_#][\p{ID_Continue}$]*/gu)].map(({ 0: text, index }) => {
    const before = code.slice(0, index).split(/\r?\n/);
    const isAdded = added.some(
      (part) => part.index <= index && index < part.index + part[0].length,
    );
    return { text, line: before.length, column: before.at(-1)?.length ?? 0, isAdded };
  });
}
