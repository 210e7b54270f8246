import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { VersionTracker } from "../version-tracker.js";
import { current, runWith } from "./current-tracker.js";

async function deepInside(prompt: string): Promise<void> {
  await sleep(Math.random() * 5);
  current().set("prompt", prompt);
}

describe("inside a request", () => {
  test("code adds what it used, and requests at the same time don't see each other's", async () => {
    const tracker = new VersionTracker({ Model: "1" });
    const snapshots = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        runWith(tracker.with({ arm: index % 2 ? "A" : "B" }), async () => {
          await deepInside(`prompt ${index}`);
          return current().snapshot();
        }),
      ),
    );
    for (const [index, snapshot] of snapshots.entries()) {
      expect(snapshot).toMatchObject({ arm: index % 2 ? "A" : "B", prompt: `prompt ${index}` });
    }
    expect(tracker.snapshot()).not.toHaveProperty("prompt");
  });

  test("an inner request has its own tracker", () => {
    const outer = new VersionTracker({}).with({ level: "outer" });
    runWith(outer, () => {
      runWith(outer.with({ level: "inner" }), () => {
        expect(current().snapshot().level).toBe("inner");
      });
      expect(current()).toBe(outer);
    });
  });

  test("what the work returns and throws comes through", async () => {
    const tracker = new VersionTracker({});
    expect(runWith(tracker, () => 5)).toBe(5);
    expect(() =>
      runWith(tracker, () => {
        throw new Error("from the work");
      }),
    ).toThrow("from the work");
  });
});

test("what is no tracker is refused where it is given", () => {
  const notTracker = { Model: "1" } as unknown as VersionTracker;
  expect(() => runWith(notTracker, () => 1)).toThrow("runWith() got no tracker");
});

test("outside of a request it says so", () => {
  expect(() => current()).toThrow("current() is called outside of a request");
});
