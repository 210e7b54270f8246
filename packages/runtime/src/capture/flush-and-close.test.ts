import { describe, expect, test, vi } from "vitest";
import { controlTime, keepingSink, tracker } from "../../fixtures/capture/recording.js";
import { createRecorder } from "./index.js";

controlTime();

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
