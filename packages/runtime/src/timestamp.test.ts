import fc from "fast-check";
import { expect, test } from "vitest";
import { createTimestamp } from "./timestamp.js";

test("reads like toISOString whatever the clock does, backwards too", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.integer({ min: -62135596800000, max: 253402300799999 }),
          fc.integer({ min: 1.6e12, max: 1.6e12 + 3000 }),
        ),
      ),
      (times) => {
        let now = 0;
        const timestamp = createTimestamp(() => now);
        for (now of times) expect(timestamp()).toBe(new Date(now).toISOString());
      },
    ),
  );
});

test("cuts a fraction of a millisecond off", () => {
  expect(createTimestamp(() => 1595318334495.9)()).toBe("2020-07-21T07:58:54.495Z");
});

test("says so when the clock gives no time", () => {
  expect(createTimestamp(() => Number.NaN)).toThrow("Invalid time value");
});
