import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HistoryParser, type HistoryRecord, RECORD_OPTIONS } from "./history-records.js";
import { createHistoryRepository } from "./history-repository.fixture.js";
import type { HistoryTree } from "./history-tree.fixture.js";
import { type History, randomHistory } from "./random-history.fixture.js";

test("every commit comes with what it changed against its first parent, wherever the output is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomHistory({ maxCommits: 12 }),
      fc.integer({ min: 1, max: 200 }),
      async (history, size) => {
        const { commits, output } = await logOf(history);
        const expected = new Map(
          history.commits.map(({ parents, tree }, index) => {
            const before = history.commits[parents[0] ?? -1]?.tree ?? new Map();
            const ids = parents.map((parent) => commits[parent]);
            return [commits[index], { parents: ids, changed: differences(before, tree) }];
          }),
        );
        for (const { commit, parents, changed, rawDate } of parse(output, size)) {
          expect({ parents, changed: changed.sort() }).toEqual(expected.get(commit));
          expect(rawDate).toMatch(/^\d+ \+0130$/);
        }
      },
    ),
    { numRuns: 40 },
  );
});

async function logOf(history: History): Promise<{ commits: string[]; output: Buffer }> {
  const directory = mkdtempSync(join(tmpdir(), "inlineage-records-"));
  try {
    const commits = await createHistoryRepository(directory, history);
    const command = ["log", "--root", "--diff-merges=first-parent", "--ignore-submodules=none"];
    const options = { cwd: directory, maxBuffer: 2 ** 28 };
    return { commits, output: execFileSync("git", [...command, ...RECORD_OPTIONS], options) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function parse(output: Buffer, size: number): HistoryRecord[] {
  const parser = new HistoryParser(() => true);
  const records: HistoryRecord[] = [];
  for (let start = 0; start < output.length; start += size) {
    records.push(...parser.read(output.subarray(start, start + size)));
  }
  const last = parser.end();
  return last ? [...records, last] : records;
}

function differences(before: HistoryTree, after: HistoryTree): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  const differ = [...paths].filter((path) => {
    const [a, b] = [before.get(path), after.get(path)];
    return a?.mode !== b?.mode || a?.content !== b?.content;
  });
  return differ.map(byteString).sort();
}

/** The made-up names have surrogates for bytes that aren't UTF-8. */
function byteString(path: string): string {
  return [...path]
    .map((character) => {
      const code = character.codePointAt(0) as number;
      const isByte = code >= 0xdc80 && code <= 0xdcff;
      return isByte ? String.fromCharCode(code & 0xff) : Buffer.from(character).toString("latin1");
    })
    .join("");
}
