import { expect, test } from "vitest";
import { concurrently } from "./concurrently.js";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test("results keep the order of the items, and no more than the limit run at a time", async () => {
  let running = 0;
  let most = 0;
  const results = await concurrently(3, [5, 4, 3, 2, 1, 0], async (turns) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    running--;
    return turns * 10;
  });
  expect(results).toEqual([50, 40, 30, 20, 10, 0]);
  expect(most).toBe(3);
});

test("no items are no work", async () => {
  expect(await concurrently(3, [], () => Promise.reject(new Error("never")))).toEqual([]);
});

test("the first failure is the answer, and nothing more is started", async () => {
  const started: number[] = [];
  const running = concurrently(2, [0, 1, 2, 3, 4, 5], async (item) => {
    started.push(item);
    await nextTurn();
    if (item === 1) throw new Error("one");
  });
  await expect(running).rejects.toThrow("one");
  await nextTurn();
  expect(started.length).toBeLessThan(5);
});
