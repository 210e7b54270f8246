import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChooseParent } from "./choose-parent.js";
import { findMismatch, randomQuestion } from "./differential.fixture.js";

/**
 * How many histories to make. For a longer run:
 * `INLINEAGE_HISTORIES=10000 npx vitest run packages/core/src/git/history/differential.test.ts`
 */
const HISTORIES = Number(process.env.INLINEAGE_HISTORIES ?? 300);

const noMismatch = (chooseParent?: ChooseParent) =>
  fc.asyncProperty(randomQuestion, async (question) => {
    expect(await findMismatch(question, chooseParent && { chooseParent })).toBe(undefined);
  });

test("every file and every set of files gets the commit that git log -1 prints, whatever the history", {
  timeout: HISTORIES * 10_000,
}, async () => {
  await fc.assert(noMismatch(), { numRuns: HISTORIES });
});

/** Each is a plausible mistake; the run above must be able to tell. */
const BROKEN_WALKS: Record<string, ChooseParent> = {
  "follows a merge's second parent": async ({ parents }) => parents[1],
  "takes no merge for an answer": async ({ parents }) => parents[0],
  "takes every merge that shows up for an answer": async () => undefined,
  "knows of no third parent": async ({ parents }, isSameIn) =>
    (await isSameIn(parents[1] as string)) ? parents[1] : undefined,
  "follows the last parent that is the same": async ({ parents }, isSameIn) => {
    for (const parent of parents.slice(1).reverse()) if (await isSameIn(parent)) return parent;
    return undefined;
  },
};

describe("the same histories catch a walk that", () => {
  test.each(Object.entries(BROKEN_WALKS))("%s", { timeout: 600_000 }, async (_, chooseParent) => {
    const { failed, numRuns } = await fc.check(noMismatch(chooseParent), {
      numRuns: 1000,
      endOnFailure: true,
    });
    expect(failed, `${numRuns} histories`).toBe(true);
  });
});
