import type { CapturedEvent } from "./sink.js";

/** An event that waits. */
export interface QueuedEvent extends CapturedEvent {
  /** Grows by one from event to event. */
  readonly sequence: number;
  /** How many bytes of memory it takes at most. */
  readonly weight: number;
}

export interface EventQueue {
  readonly length: number;
  /** The sum over the events in it. */
  readonly weight: number;
  push(event: QueuedEvent): void;
  /** Takes the oldest events, at least one, until either limit is reached. */
  take(maxEvents: number, maxWeight: number): QueuedEvent[];
}

/** First in, first out, at a constant cost: `Array.prototype.shift` moves all that is left. */
export function createEventQueue(): EventQueue {
  let events: QueuedEvent[] = [];
  let head = 0;
  let weight = 0;

  return {
    get length() {
      return events.length - head;
    },
    get weight() {
      return weight;
    },
    push(event) {
      events.push(event);
      weight += event.weight;
    },
    take(maxEvents, maxWeight) {
      let end = head;
      let taken = 0;
      for (; end < events.length && end - head < maxEvents; end++) {
        const next = events[end]?.weight ?? 0;
        if (end > head && taken + next > maxWeight) break;
        taken += next;
      }
      const batch = events.slice(head, end);
      head = end;
      weight -= taken;
      if (head > events.length / 2) {
        events = events.slice(head);
        head = 0;
      }
      return batch;
    },
  };
}
