import type { Announcements } from "./announcements.js";
import { type DeliveryOptions, deliver, type Outcome } from "./delivery.js";
import { createDoze } from "./doze.js";
import type { EventQueue, QueuedEvent } from "./event-queue.js";
import type { Sink } from "./sink.js";

export interface CourierOptions extends DeliveryOptions {
  batchSize: number;
  batchBytes: number;
  batchWait: number;
}

/** Carries events from the queue to the sink, one batch at a time, in order. */
export interface Courier {
  /** What was taken from the queue and isn't settled yet. */
  readonly carrying: { count: number; weight: number };
  /** Something is in the queue. */
  call(): void;
  /** Neither waits for a batch to fill nor out a backoff that goes on, for as long as somebody is in a hurry. */
  hurry(): { end(): void };
  /** Lets go of what it carries, settled as closed. @returns when it has stopped */
  stop(): Promise<void>;
}

/** @param settle called once for each event, with what became of it */
export function createCourier(
  sink: Sink,
  queue: EventQueue,
  announcements: Announcements,
  options: CourierOptions,
  settle: (events: readonly QueuedEvent[], outcome: Outcome) => void,
): Courier {
  const doze = createDoze();
  const closing = new AbortController();
  const carrying = { count: 0, weight: 0 };
  let working: Promise<void> | undefined;
  let inAHurry = 0;

  async function work(): Promise<void> {
    while (queue.length > 0 && !closing.signal.aborted) {
      if (queue.length < options.batchSize && !inAHurry) await doze.sleep(options.batchWait);
      const events = queue.take(options.batchSize, options.batchBytes);
      carrying.count = events.length;
      carrying.weight = weightOf(events);
      await carry(events);
    }
    working = undefined;
  }

  async function carry(events: readonly QueuedEvent[]): Promise<void> {
    const snapshots = announcements.due(events);
    const outcome = await deliver(sink, { events, snapshots }, options, doze, closing.signal);
    if (outcome.kind === "delivered") announcements.told(snapshots);
    if (outcome.kind === "dropped" && outcome.reason === "refused" && events.length > 1) {
      // One bad event must not take the others with it.
      const middle = events.length >> 1;
      await carry(events.slice(0, middle));
      await carry(events.slice(middle));
      return;
    }
    carrying.count -= events.length;
    carrying.weight -= weightOf(events);
    announcements.release(events);
    settle(events, outcome);
  }

  return {
    carrying,
    call() {
      if (!working) working = work();
      else if (queue.length >= options.batchSize && carrying.count === 0) doze.wake();
    },
    hurry() {
      inAHurry++;
      doze.wake();
      return {
        end() {
          inAHurry--;
        },
      };
    },
    async stop() {
      closing.abort();
      doze.wake();
      await working;
    },
  };
}

function weightOf(events: readonly QueuedEvent[]): number {
  return events.reduce((sum, { weight }) => sum + weight, 0);
}
