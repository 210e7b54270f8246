import { describe, expect, test, vi } from "vitest";
import { controlTime, keepingSink, tracker } from "../../fixtures/capture/recording.js";
import { VersionTracker } from "../version-tracker.js";
import { createRecorder, type Drop } from "./index.js";

controlTime();

describe("record never throws, and counts what it can't take", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const failing = new VersionTracker({}, { aggregate: () => 5 as unknown as string });

  test.each<[string, unknown]>([
    ["no event", undefined],
    ["no id", {}],
    ["an empty id", { id: "" }],
    ["a number as id", { id: 5 }],
    ["a cycle", { id: "e", data: cycle }],
    ["a bigint", { id: "e", data: { n: 1n } }],
    ["a function", { id: "e", data: () => 1 }],
    [
      "a toJSON that throws",
      {
        id: "e",
        data: {
          toJSON() {
            throw new Error("from toJSON");
          },
        },
      },
    ],
    ["a tracker that throws", { id: "e", tracker: failing }],
    ["something else as tracker", { id: "e", tracker: 5 }],
    [
      "an id that throws",
      {
        get id() {
          throw new Error("from the getter");
        },
      },
    ],
  ])("%s", async (_, event) => {
    const drops: Drop[] = [];
    const { sink, ids } = keepingSink();
    const recorder = createRecorder({ tracker, sink, onDrop: (drop) => drops.push(drop) });
    recorder.record(event as { id: string });
    recorder.record({ id: "good" });
    expect(await recorder.flush()).toMatchObject({ delivered: 1, droppedBy: { invalid: 1 } });
    expect(ids()).toEqual(["good"]);
    expect(drops).toMatchObject([{ reason: "invalid", cause: expect.any(Error) }]);
  });

  test("callbacks that throw or reject harm nobody", async () => {
    const recorder = createRecorder({
      tracker,
      sink: { send: () => Promise.reject(new Error("down")) },
      giveUpAfter: 1000,
      onDrop: () => Promise.reject(new Error("from onDrop")),
      onRetry: () => {
        throw new Error("from onRetry");
      },
    });
    recorder.record({ id: "e" });
    recorder.record({ id: "" });
    await vi.advanceTimersByTimeAsync(2000);
    expect(recorder.stats()).toMatchObject({ dropped: 2, pending: 0 });
  });
});
