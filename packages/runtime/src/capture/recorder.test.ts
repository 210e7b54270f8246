import { describe, expect, test, vi } from "vitest";
import { controlTime, keepingSink, tracker } from "../../fixtures/capture/recording.js";
import { createRecorder } from "./index.js";

controlTime();

describe("delivery", () => {
  test("events arrive in order, in batches, with their snapshot told once and first", async () => {
    const { sink, batches, ids } = keepingSink();
    const recorder = createRecorder({ tracker, sink, batchSize: 3 });
    for (let index = 0; index < 7; index++) recorder.record({ id: `e${index}`, data: { index } });
    expect(recorder.stats()).toMatchObject({ accepted: 7, pending: 7 });
    expect(await recorder.flush()).toMatchObject({ accepted: 7, delivered: 7, pending: 0 });
    expect(ids()).toEqual(["e0", "e1", "e2", "e3", "e4", "e5", "e6"]);
    expect(batches.map(({ events }) => events.length)).toEqual([3, 3, 1]);
    expect(batches.map(({ snapshots }) => snapshots.length)).toEqual([1, 0, 0]);
    const [snapshot] = batches[0]?.snapshots ?? [];
    expect(JSON.parse(snapshot?.text ?? "")).toMatchObject({ Model: "1", hostname: "here" });
    expect(snapshot?.aggregatedVersion).toBe(tracker.aggregatedVersion);
  });

  test("an event is what it was when it was recorded", async () => {
    const { sink, events } = keepingSink();
    const recorder = createRecorder({ tracker, sink });
    const data = { output: 1 };
    recorder.record({ id: "e", data });
    data.output = 2;
    await recorder.flush();
    expect(JSON.parse(events()[0]?.text ?? "")).toEqual({
      id: "e",
      aggregated_version: tracker.aggregatedVersion,
      recorded_at: "1970-01-01T00:00:00.000Z",
      hostname: "here",
      data: { output: 1 },
    });
  });

  test("a request's own tracker, or the one a function finds, gives the versions", async () => {
    const { sink, batches, events } = keepingSink();
    const arm = tracker.with({ arm: "B" });
    const recorder = createRecorder({ tracker: () => arm, sink, batchSize: 1 });
    recorder.record({ id: "found" });
    recorder.record({ id: "own", tracker });
    recorder.record({ id: "found again" });
    await recorder.flush();
    const [b, own] = [arm.aggregatedVersion, tracker.aggregatedVersion];
    expect(events().map(({ aggregatedVersion }) => aggregatedVersion)).toEqual([b, own, b]);
    const told = batches.map(({ snapshots }) => snapshots.map((s) => s.aggregatedVersion));
    expect(told).toEqual([[b], [own], []]);
  });

  test("inline puts the snapshot into the event instead", async () => {
    const { sink, batches, events } = keepingSink();
    const recorder = createRecorder({ tracker, sink, inline: true });
    recorder.record({ id: "e" });
    await recorder.flush();
    expect(batches[0]?.snapshots).toEqual([]);
    expect(JSON.parse(events()[0]?.text ?? "").versions).toEqual(tracker.snapshot());
  });

  test("an event doesn't wait longer than batchWait, a full batch doesn't wait at all", async () => {
    const { sink, ids } = keepingSink();
    const recorder = createRecorder({ tracker, sink, batchSize: 2, batchWait: 50 });
    recorder.record({ id: "a" });
    await vi.advanceTimersByTimeAsync(49);
    expect(ids()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ids()).toEqual(["a"]);
    recorder.record({ id: "b" });
    recorder.record({ id: "c" });
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["a", "b", "c"]);
  });

  test("a batch stays below batchBytes", async () => {
    const { sink, batches } = keepingSink();
    const recorder = createRecorder({ tracker, sink, batchBytes: 20_000 });
    for (let index = 0; index < 10; index++) {
      recorder.record({ id: `e${index}`, data: "x".repeat(4000) });
    }
    recorder.record({ id: "large", data: "x".repeat(30_000) });
    await recorder.flush();
    expect(batches.map(({ events }) => events.length)).toEqual([2, 2, 2, 2, 2, 1]);
  });
});
