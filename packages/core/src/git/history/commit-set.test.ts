import fc from "fast-check";
import { expect, test } from "vitest";
import { CommitSet } from "./commit-set.js";

const id = fc
  .tuple(fc.integer({ min: 1, max: 0xffffffff }), fc.integer({ min: 1, max: 0xffffffff }))
  .map(([high, low]) => `${hex(high)}${hex(low)}${"0".repeat(24)}`);

test("a commit that was shown is known, however many there are, and no other", () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 9000, size: "max" }), id, (shown, other) => {
      const commits = new CommitSet();
      for (const commit of [...shown, ...shown]) commits.add(commit);
      expect(shown.filter((commit) => !commits.has(commit))).toEqual([]);
      expect(commits.has(other)).toBe(shown.includes(other));
    }),
    { numRuns: 30 },
  );
});

test("ids that begin alike are told apart", () => {
  const commits = new CommitSet();
  const same = "a".repeat(15);
  commits.add(`${same}0${"b".repeat(24)}`);
  expect(commits.has(`${same}1${"b".repeat(24)}`)).toBe(false);
});

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
