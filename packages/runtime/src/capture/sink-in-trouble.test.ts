import { describe, expect, test, vi } from "vitest";
import { balance, controlTime, keepingSink, tracker } from "../../fixtures/capture/recording.js";
import { type CapturedEvent, createRecorder, type Drop, RefusedError } from "./index.js";

controlTime();

describe("a sink in trouble", () => {
  test("an outage loses nothing, and what came meanwhile follows in order", async () => {
    const { sink, ids } = keepingSink();
    let isDown = true;
    const retries: number[] = [];
    const recorder = createRecorder({
      tracker,
      sink: {
        send: (batch, signal) =>
          isDown ? Promise.reject(new Error("down")) : sink.send(batch, signal),
      },
      onRetry: ({ attempt }) => retries.push(attempt),
    });
    const expected: string[] = [];
    for (let second = 0; second < 30; second++) {
      expected.push(`e${second}`);
      recorder.record({ id: `e${second}` });
      await vi.advanceTimersByTimeAsync(1000);
      expect(balance(recorder.stats())).toBe(0);
    }
    expect(recorder.stats()).toMatchObject({ delivered: 0, pending: 30 });
    isDown = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(recorder.stats()).toMatchObject({ delivered: 30, dropped: 0, pending: 0 });
    expect(ids()).toEqual(expected);
    expect(retries.length).toBeGreaterThan(5);
    expect(retries.length).toBeLessThan(25);
  });

  test("a long one is bounded: further events are dropped and told", async () => {
    const drops: Drop[] = [];
    const recorder = createRecorder({
      tracker,
      sink: { send: () => new Promise(() => {}) },
      maxPending: 10,
      onDrop: (drop) => drops.push(drop),
    });
    for (let index = 0; index < 25; index++) recorder.record({ id: `e${index}` });
    await vi.advanceTimersByTimeAsync(100);
    expect(recorder.stats()).toMatchObject({
      ...{ accepted: 25, pending: 10, dropped: 15 },
      droppedBy: { "queue-full": 15 },
    });
    expect(drops.map(({ id, reason }) => [id, reason])).toContainEqual(["e24", "queue-full"]);
    recorder.record({ id: "later" });
    expect(recorder.stats()).toMatchObject({ pending: 10, dropped: 16 });
  });

  test("memory is bounded, not only the number of events", () => {
    const recorder = createRecorder({
      tracker,
      sink: { send: () => new Promise(() => {}) },
      maxPendingBytes: 100_000,
    });
    for (let index = 0; index < 100; index++) {
      recorder.record({ id: `e${index}`, data: "x".repeat(1000) });
    }
    const { pending } = recorder.stats();
    expect(pending).toBeGreaterThan(20);
    expect(pending).toBeLessThan(50);
  });

  test("nor does it grow with aggregates that only dropped events named", async () => {
    const { sink, batches } = keepingSink();
    const recorder = createRecorder({ tracker, sink, maxEventBytes: 10_000 });
    const large = tracker.with({ prompt: "x".repeat(20_000) });
    recorder.record({ id: "dropped", tracker: large });
    recorder.record({ id: "dropped too", tracker: large });
    recorder.record({ id: "kept" });
    const { droppedBy } = await recorder.flush();
    expect(droppedBy).toMatchObject({ "too-large": 2 });
    expect(batches.flatMap(({ snapshots }) => snapshots)).toHaveLength(1);
  });

  test("an event that is too large alone is dropped at once", async () => {
    const { sink, ids } = keepingSink();
    const recorder = createRecorder({ tracker, sink, maxEventBytes: 10_000 });
    recorder.record({ id: "large", data: "x".repeat(10_000) });
    recorder.record({ id: "small" });
    expect(await recorder.flush()).toMatchObject({ delivered: 1, droppedBy: { "too-large": 1 } });
    expect(ids()).toEqual(["small"]);
  });

  test("one that hangs is asked again, and told that nobody waits", async () => {
    const signals: AbortSignal[] = [];
    const { sink, ids } = keepingSink();
    const recorder = createRecorder({
      tracker,
      sink: {
        send(batch, signal) {
          signals.push(signal);
          return signals.length < 3 ? new Promise(() => {}) : sink.send(batch, signal);
        },
      },
      sendTimeout: 1000,
    });
    recorder.record({ id: "e" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(ids()).toEqual(["e"]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    expect(recorder.stats()).toMatchObject({ delivered: 1, pending: 0 });
  });

  test("one that answers late isn't asked again", async () => {
    let calls = 0;
    const recorder = createRecorder({
      tracker,
      sink: {
        send() {
          calls++;
          return new Promise((resolve) => setTimeout(resolve, 1500));
        },
      },
      sendTimeout: 1000,
      minBackoff: 3000,
    });
    recorder.record({ id: "e" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(calls).toBe(1);
    expect(recorder.stats()).toMatchObject({ delivered: 1, pending: 0 });
  });

  test("one that never recovers is given up, batch by batch", async () => {
    const drops: Drop[] = [];
    const recorder = createRecorder({
      tracker,
      sink: {
        send() {
          throw new Error("thrown at once");
        },
      },
      giveUpAfter: 10_000,
      onDrop: (drop) => drops.push(drop),
    });
    recorder.record({ id: "a" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(recorder.stats()).toMatchObject({ pending: 0, droppedBy: { failed: 1 } });
    expect(drops).toMatchObject([
      { id: "a", reason: "failed", cause: { message: "thrown at once" }, text: expect.any(String) },
    ]);
  });

  test("one that empties what it is given, and fails, is given it again", async () => {
    const ids: string[] = [];
    let calls = 0;
    const recorder = createRecorder({
      tracker,
      sink: {
        async send({ events }) {
          const taken = (events as CapturedEvent[]).splice(0);
          if (calls++ === 0) throw new Error("down");
          ids.push(...taken.map(({ id }) => id));
        },
      },
    });
    for (const id of ["a", "b"]) recorder.record({ id });
    await vi.advanceTimersByTimeAsync(1000);
    expect(ids).toEqual(["a", "b"]);
    expect(recorder.stats()).toMatchObject({ delivered: 2, pending: 0 });
  });

  test("a refused event doesn't take its batch with it", async () => {
    const { sink, ids } = keepingSink();
    const recorder = createRecorder({
      tracker,
      sink: {
        send(batch, signal) {
          const isBad = batch.events.some(({ id }) => id === "bad");
          if (isBad) throw new RefusedError("too large");
          return sink.send(batch, signal);
        },
      },
    });
    for (const id of ["a", "b", "bad", "c", "d"]) recorder.record({ id });
    expect(await recorder.flush()).toMatchObject({ delivered: 4, droppedBy: { refused: 1 } });
    expect(ids()).toEqual(["a", "b", "c", "d"]);
  });

  test("a snapshot that didn't arrive is told again with the next attempt", async () => {
    const { sink, batches } = keepingSink();
    let attempts = 0;
    const recorder = createRecorder({
      tracker,
      sink: {
        send: (batch, signal) =>
          attempts++ === 0 ? Promise.reject(new Error("no")) : sink.send(batch, signal),
      },
    });
    recorder.record({ id: "e" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(batches.map(({ snapshots }) => snapshots.length)).toEqual([1]);
  });
});
