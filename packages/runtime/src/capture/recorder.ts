import type { VersionTracker } from "../version-tracker.js";
import { createAccounting, type DropReason, type RecorderStats, statsOf } from "./accounting.js";
import { createAnnouncements } from "./announcements.js";
import { createCourier } from "./courier.js";
import type { Outcome, Retry } from "./delivery.js";
import { createDoze } from "./doze.js";
import { createEventQueue, type QueuedEvent } from "./event-queue.js";
import { eventText } from "./event-text.js";
import { type Drop, type RecorderOptions, resolveRecorderOptions } from "./recorder-options.js";
import { tell } from "./tell.js";

/** One inference to record. */
export interface InferenceEvent {
  /** What tells this inference from all others. Keys the event, and tells duplicates. */
  id: string;
  /**
   * Anything JSON: inputs, outputs, latency. Written down at once, as `JSON.stringify` does (so NaN becomes null), and may
   * change afterwards.
   */
  data?: unknown;
  /** The tracker of this request. The recorder's own when absent. */
  tracker?: VersionTracker;
}

export interface Recorder {
  /** Takes an event, at once. Never throws; what can't be taken is counted and given to `onDrop`. */
  record(event: InferenceEvent): void;
  /** Where all events are by now. */
  stats(): RecorderStats;
  /**
   * Sends what is pending without waiting for more.
   *
   * @param timeout milliseconds to wait at most
   * @returns where all events are when those recorded before are delivered or dropped, or time is up. Never rejects.
   */
  flush(timeout?: number): Promise<RecorderStats>;
  /**
   * Flushes, drops what is still pending then, and closes the sink. Later events are dropped.
   *
   * @param timeout milliseconds to wait at most
   * @returns where all events are at the end. Never rejects.
   */
  close(timeout?: number): Promise<RecorderStats>;
}

/** How many aggregates are remembered as told. */
const KNOWN_AGGREGATES = 10_000;
/** What an event takes beside its text, at most. */
const EVENT_OVERHEAD = 256;
const DEFAULT_TIMEOUT = 10_000;

/**
 * Records inferences off the request path: in batches, with retries, within bounds, and with every event accounted for.
 *
 * @throws InlineageRuntimeError on an option that isn't one
 *
 * @example
 * const recorder = createRecorder({ tracker, sink: kafkaSink({ producer, topic: "inferences" }) });
 * recorder.record({ id: request.id, data: { input, output } });
 * process.once("SIGTERM", () => recorder.close());
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const resolved = resolveRecorderOptions(options);
  const accounting = createAccounting();
  const queue = createEventQueue();
  const announcements = createAnnouncements(KNOWN_AGGREGATES);
  const waiting = new Set<() => void>();
  const onRetry = (retry: Retry) => tell(() => resolved.onRetry(retry));
  const courier = createCourier(
    resolved.sink,
    queue,
    announcements,
    { ...resolved, onRetry },
    settle,
  );
  let lastSequence = 0;
  let settledSequence = 0;
  let closing: Promise<RecorderStats> | undefined;
  let isTelling = false;

  function stats(): RecorderStats {
    return statsOf(accounting, queue.length + courier.carrying.count);
  }

  function settle(events: readonly QueuedEvent[], outcome: Outcome): void {
    if (outcome.kind === "delivered") accounting.delivered += events.length;
    else for (const { id, text } of events) drop({ ...outcome, id, text });
    settledSequence = events.at(-1)?.sequence ?? settledSequence;
    for (const check of waiting) check();
  }

  function drop({ id, reason, cause, text }: Drop): void {
    accounting.droppedBy[reason]++;
    // What onDrop records would come back to it for ever, and let nothing else run.
    if (isTelling) return;
    tell(() => {
      isTelling = true;
      try {
        return resolved.onDrop({ id, reason, cause, text });
      } finally {
        isTelling = false;
      }
    });
  }

  function record(event: InferenceEvent): void {
    let id: unknown;
    let queued: QueuedEvent | undefined;
    let reason: DropReason | undefined = closing ? "closed" : whyNot(0);
    let cause: unknown;
    try {
      id = event.id;
      if (!reason) queued = prepare(event);
      if (queued) reason = whyNot(queued.weight);
    } catch (error) {
      reason = "invalid";
      cause = error;
    }
    // Only now: what the event runs while it is written must find the books balanced as well.
    accounting.accepted++;
    if (queued && !reason) {
      lastSequence++;
      queue.push(queued);
      courier.call();
      return;
    }
    if (queued) announcements.release([queued]);
    drop({ id, reason: reason ?? "invalid", cause, text: queued?.text });
  }

  /** Why an event of this weight can't be taken now. */
  function whyNot(weight: number): DropReason | undefined {
    const { carrying } = courier;
    if (weight > resolved.maxEventBytes) return "too-large";
    const hasRoom =
      queue.length + carrying.count < resolved.maxPending &&
      queue.weight + carrying.weight + weight <= resolved.maxPendingBytes;
    return hasRoom ? undefined : "queue-full";
  }

  function prepare({ id, data, tracker }: InferenceEvent): QueuedEvent {
    if (typeof id !== "string" || !id) throw new TypeError("an event needs an id, a text");
    const chosen = tracker ?? resolved.tracker;
    const snapshot = (typeof chosen === "function" ? chosen() : chosen).snapshot();
    const text = eventText(id, data, snapshot, resolved.inline);
    const told = resolved.inline ? 0 : announcements.add(snapshot);
    return {
      id,
      aggregatedVersion: snapshot.aggregated_version,
      text,
      sequence: lastSequence + 1,
      // Two bytes for a character at most.
      weight: 2 * (text.length + told) + EVENT_OVERHEAD,
    };
  }

  async function flush(timeout = DEFAULT_TIMEOUT): Promise<RecorderStats> {
    const target = lastSequence;
    const hurry = courier.hurry();
    const doze = createDoze();
    const check = (): void => {
      if (settledSequence >= target) doze.wake();
    };
    waiting.add(check);
    if (settledSequence < target) await doze.sleep(timeout);
    waiting.delete(check);
    hurry.end();
    return stats();
  }

  async function shutDown(timeout: number): Promise<RecorderStats> {
    const started = performance.now();
    await flush(timeout);
    await courier.stop();
    const left = queue.take(queue.length, Number.POSITIVE_INFINITY);
    announcements.release(left);
    settle(left, { kind: "dropped", reason: "closed", cause: undefined });
    const doze = createDoze();
    const sinkClosed = Promise.resolve()
      .then(() => resolved.sink.close?.())
      .catch(() => {});
    await Promise.race([sinkClosed, doze.sleep(timeout - (performance.now() - started))]);
    doze.wake();
    return stats();
  }

  return {
    record,
    stats,
    flush,
    close(timeout = DEFAULT_TIMEOUT) {
      closing ??= shutDown(timeout);
      return closing;
    },
  };
}
