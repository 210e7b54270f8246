import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { VersionTracker } from "../version-tracker.js";
import {
  type Batch,
  createRecorder,
  type Drop,
  type RecorderOptions,
  type RecorderStats,
  RefusedError,
  type Sink,
} from "./index.js";

const tracker = new VersionTracker({ Model: "1" }, { hostname: "here", clock: () => 0 });
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  process.on("unhandledRejection", note);
});
afterEach(() => {
  vi.useRealTimers();
  process.off("unhandledRejection", note);
  expect(unhandled.splice(0)).toEqual([]);
});

/** A sink that keeps what it gets. */
function keepingSink() {
  const batches: Batch[] = [];
  const sink: Sink = {
    async send(batch) {
      batches.push(batch);
    },
  };
  const events = () => batches.flatMap((batch) => batch.events);
  return { sink, batches, ids: () => events().map(({ id }) => id), events };
}

function balance({ accepted, delivered, dropped, pending }: RecorderStats): number {
  return accepted - delivered - dropped - pending;
}

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

describe("flush and close", () => {
  test("flush waits for what was recorded before, not for what comes after", async () => {
    const release: (() => void)[] = [];
    const recorder = createRecorder({
      tracker,
      sink: { send: () => new Promise((resolve) => release.push(resolve)) },
      batchSize: 1,
    });
    recorder.record({ id: "before" });
    const flushed = recorder.flush();
    recorder.record({ id: "after" });
    await vi.advanceTimersByTimeAsync(0);
    release[0]?.();
    expect(await flushed).toMatchObject({ delivered: 1, pending: 1 });
  });

  test("flush gives up when its time is up", async () => {
    const recorder = createRecorder({ tracker, sink: { send: () => new Promise(() => {}) } });
    recorder.record({ id: "e" });
    const flushed = recorder.flush(500);
    await vi.advanceTimersByTimeAsync(500);
    expect(await flushed).toMatchObject({ pending: 1 });
  });

  test("flush doesn't wait out a backoff", async () => {
    const { sink, ids } = keepingSink();
    let isDown = true;
    const recorder = createRecorder({
      tracker,
      sink: {
        send: (batch, signal) =>
          isDown ? Promise.reject(new Error("down")) : sink.send(batch, signal),
      },
      minBackoff: 5000,
    });
    recorder.record({ id: "e" });
    await vi.advanceTimersByTimeAsync(100);
    isDown = false;
    expect(await recorder.flush()).toMatchObject({ delivered: 1 });
    expect(ids()).toEqual(["e"]);
  });

  test("close delivers what is pending, closes the sink once, and drops what comes later", async () => {
    const { sink, ids } = keepingSink();
    const close = vi.fn(async () => {});
    const recorder = createRecorder({ tracker, sink: { ...sink, close } });
    recorder.record({ id: "e" });
    const [first, second] = await Promise.all([recorder.close(), recorder.close()]);
    expect(first).toBe(second);
    expect(first).toMatchObject({ delivered: 1, pending: 0 });
    expect(close).toHaveBeenCalledTimes(1);
    recorder.record({ id: "later" });
    expect(recorder.stats()).toMatchObject({ accepted: 2, droppedBy: { closed: 1 } });
    expect(await recorder.flush()).toMatchObject({ pending: 0 });
    expect(ids()).toEqual(["e"]);
  });

  test("close ends in time with a sink that hangs, everywhere, and counts the rest as dropped", async () => {
    const recorder = createRecorder({
      tracker,
      sink: { send: () => new Promise(() => {}), close: () => new Promise(() => {}) },
      batchSize: 2,
    });
    for (const id of ["a", "b", "c"]) recorder.record({ id });
    const closed = recorder.close(1000);
    await vi.advanceTimersByTimeAsync(1001);
    expect(await closed).toMatchObject({ pending: 0, droppedBy: { closed: 3 } });
  });

  test("close ends in time during a backoff, with a sink that fails to close", async () => {
    const recorder = createRecorder({
      tracker,
      sink: {
        send: () => Promise.reject(new Error("down")),
        close() {
          throw new Error("from close");
        },
      },
      minBackoff: 60_000,
      maxBackoff: 60_000,
    });
    recorder.record({ id: "e" });
    await vi.advanceTimersByTimeAsync(100);
    const closed = recorder.close(1000);
    await vi.advanceTimersByTimeAsync(1001);
    expect(await closed).toMatchObject({ pending: 0, droppedBy: { closed: 1 } });
  });
});

test("however a sink behaves, every event leaves once and the books balance at any moment", async () => {
  vi.useRealTimers();
  const behaviour = fc.constantFrom(
    "ok",
    "ok",
    "late",
    "fail",
    "throw",
    "hang",
    "too-late",
    "refuse",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(behaviour, { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 15 }),
      fc.record({
        batchSize: fc.integer({ min: 1, max: 8 }),
        maxPending: fc.integer({ min: 1, max: 40 }),
        giveUpAfter: fc.constantFrom(5, 1000),
      }),
      async (behaviours, bursts, limits) => {
        const delivered = new Map<string, number>();
        const dropped = new Map<unknown, number>();
        const named = new Set<string>();
        const script = [...behaviours];
        const receive = ({ events, snapshots }: Batch): void => {
          for (const { aggregatedVersion } of snapshots) named.add(aggregatedVersion);
          for (const { id, aggregatedVersion } of events) {
            expect(named).toContain(aggregatedVersion);
            delivered.set(id, (delivered.get(id) ?? 0) + 1);
          }
        };
        const sink: Sink = {
          async send(batch) {
            const next = script.shift() ?? "ok";
            if (next === "fail") throw new Error("down");
            if (next === "refuse") throw new RefusedError("never");
            if (next === "hang") await new Promise(() => {});
            if (next === "late") await sleep(1);
            if (next === "too-late") await sleep(6);
            receive(batch);
          },
        };
        const throwing: Sink = {
          send(batch, signal) {
            if (script[0] === "throw") {
              script.shift();
              throw new Error("at once");
            }
            return sink.send(batch, signal);
          },
        };
        const recorder = createRecorder({
          ...{ tracker, sink: throwing, ...limits, batchWait: 1 },
          ...{ sendTimeout: 4, minBackoff: 1, maxBackoff: 2 },
          onDrop: ({ id }) => dropped.set(id, (dropped.get(id) ?? 0) + 1),
        });
        let count = 0;
        for (const burst of bursts) {
          for (let index = 0; index < burst; index++) {
            const own = tracker.with({ arm: count % 3 });
            recorder.record({ id: `e${count++}`, tracker: own });
            expect(balance(recorder.stats())).toBe(0);
            expect(recorder.stats().pending).toBeLessThanOrEqual(limits.maxPending);
          }
          await sleep(burst % 3);
          expect(balance(recorder.stats())).toBe(0);
        }
        const stats = await recorder.close(2000);
        await sleep(0);
        expect(stats).toMatchObject({ accepted: count, pending: 0 });
        expect(stats.delivered + stats.dropped).toBe(count);
        expect(dropped.size).toBe(stats.dropped);
        expect([...dropped.values()].every((times) => times === 1)).toBe(true);
        // What a sink took after nobody waited any more is both; all else is one of the two.
        for (let index = 0; index < count; index++) {
          expect(delivered.has(`e${index}`) || dropped.has(`e${index}`)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe("options", () => {
  const { sink } = keepingSink();
  test.each<[object, string]>([
    [
      { tracker, sink, batchsize: 5 },
      'the option "batchsize" is not one: use tracker, sink, inline',
    ],
    [{ tracker, sink, batchSize: "5" }, 'the option "batchSize" is a string: give a number'],
    [{ tracker, sink, maxPending: -1 }, 'the option "maxPending" is -1: give a number from 0 up'],
    [{ tracker, sink, maxPending: Number.NaN }, 'the option "maxPending" is NaN'],
    [{ tracker, sink: {} }, 'the option "sink" is no sink: give an object with send()'],
    [{ sink }, 'the option "tracker" is no tracker'],
  ])("%#", (options, message) => {
    expect(() => createRecorder(options as RecorderOptions)).toThrow(message);
  });
});
