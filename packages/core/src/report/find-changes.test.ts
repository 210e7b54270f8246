import { expect, test } from "vitest";
import { findChanges, type Run } from "./find-changes.js";
import { createTimeCells } from "./time-cells.js";

const MINUTE = 60_000;

/** `host aggregate from to` in minutes, an event a minute; `arm` before that where there are several. */
function runs(...lines: readonly string[]): { runs: Run[]; width: number } {
  const cells = createTimeCells(1500, 100_000);
  const made = new Map<string, Run>();
  for (const line of lines) {
    const [to = 0, from = 0, aggregate = 0, host = 0] = line.split(" ").map(Number).toReversed();
    const arm = line.split(" ").length > 4 ? (line[0] ?? "") : null;
    const key = `${arm} ${host} ${aggregate}`;
    const run = made.get(key) ?? { aggregate, host, arm, series: cells.createSeries() };
    made.set(key, run);
    for (let minute = from; minute <= to; minute++) cells.add(run.series, minute * MINUTE + 500);
  }
  return { runs: [...made.values()], width: cells.width };
}

function changes(...lines: readonly string[]) {
  const given = runs(...lines);
  return findChanges(given.runs, given.width).map(
    ({ time, until, arm, from, to, hosts, times }) =>
      `${arm ?? ""}${(time - 500) / MINUTE}-${(until - 500) / MINUTE} ${from}>${to} on ${hosts.sort().join()} ${times}x`,
  );
}

test("hosts that take an aggregate one after the other make one change", () => {
  expect(changes("1 0 0 9", "1 5 10 30", "2 0 0 12", "2 5 13 30", "3 0 0 15", "3 5 16 30")).toEqual(
    ["0-0 null>0 on 1,2,3 3x", "10-16 0>5 on 1,2,3 3x"],
  );
});

test("going back is a change of its own, and going again one more", () => {
  expect(changes("1 0 0 9", "1 1 10 39", "1 0 40 79", "1 1 80 99")).toEqual([
    "0-0 null>0 on 1 1x",
    "10-10 0>1 on 1 1x",
    "40-40 1>0 on 1 1x",
    "80-80 0>1 on 1 1x",
  ]);
});

test("a change that is taken back within a minute shows both ways", () => {
  expect(changes("1 0 0 9", "1 1 10 10", "1 0 11 20")).toEqual([
    "0-0 null>0 on 1 1x",
    "10-10 0>1 on 1 1x",
    "11-11 1>0 on 1 1x",
  ]);
});

test("new machines that replace old ones are a change of the arm", () => {
  expect(changes("1 0 0 20", "2 0 0 22", "3 7 21 40", "4 7 23 40")).toEqual([
    "0-0 null>0 on 1,2 2x",
    "21-23 0>7 on 3,4 2x",
  ]);
});

test("a machine that joins with what runs already is no change", () => {
  expect(changes("1 0 0 50", "2 0 30 50")).toEqual(["0-0 null>0 on 1 1x"]);
});

test("two aggregates that answer in turn all the time are not told over and over", () => {
  const lines = Array.from({ length: 60 }, (_, minute) => `1 ${minute % 2} ${minute} ${minute}`);
  expect(changes(...lines)).toEqual([
    "0-0 null>0 on 1 1x",
    "1-59 0>1 on 1 30x",
    "2-58 1>0 on 1 29x",
  ]);
});

test("arms change each for itself, on the same machines", () => {
  expect(changes("A 1 0 0 9", "B 1 1 0 20", "A 1 2 10 20")).toEqual([
    "A0-0 null>0 on 1 1x",
    "B0-0 null>1 on 1 1x",
    "A10-10 0>2 on 1 1x",
  ]);
});
