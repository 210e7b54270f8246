import { describe, expect, test, vi } from "vitest";
import { balance, controlTime, keepingSink, tracker } from "../../fixtures/capture/recording.js";
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

  test("an onDrop that records comes to an end", async () => {
    const seen: unknown[] = [];
    const recorder = createRecorder({
      tracker,
      sink: keepingSink().sink,
      onDrop(drop) {
        seen.push(drop.id);
        recorder.record({ id: "" });
      },
    });
    recorder.record({ id: "" });
    await vi.advanceTimersByTimeAsync(100);
    expect(recorder.stats()).toMatchObject({ accepted: 2, dropped: 2 });
    expect(seen).toEqual([""]);
  });

  test("an event that looks at the books while it is written finds them balanced", () => {
    const seen: number[] = [];
    const recorder = createRecorder({ tracker, sink: keepingSink().sink });
    const look = () => seen.push(balance(recorder.stats()));
    recorder.record({ id: "e", data: { toJSON: look } });
    recorder.record({
      get id() {
        look();
        return "e";
      },
    });
    expect(new Set(seen)).toEqual(new Set([0]));
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
