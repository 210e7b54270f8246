/** One inference, ready to be sent. */
export interface CapturedEvent {
  /** The caller's id of it. Two deliveries of one event have the same. */
  readonly id: string;
  readonly aggregatedVersion: string;
  /** The event as JSON, see `schemas/event.schema.json`. */
  readonly text: string;
}

/** What an aggregate stands for, ready to be sent. */
export interface CapturedSnapshot {
  readonly aggregatedVersion: string;
  /** A whole snapshot as JSON, see `schemas/snapshot.schema.json`. */
  readonly text: string;
}

export interface Batch {
  /** In the order they were recorded. */
  readonly events: readonly CapturedEvent[];
  /** Those the events name that this sink was never given before. To be sent before the events. */
  readonly snapshots: readonly CapturedSnapshot[];
}

/** Where events go. The recorder waits for one batch before it sends the next. */
export interface Sink {
  /**
   * @param signal aborted when the recorder no longer waits
   * @returns when everything in the batch is delivered
   * @throws RefusedError when trying again can't help; on any other error the recorder tries the batch again
   */
  send(batch: Batch, signal: AbortSignal): Promise<void>;
  /** Called once, after the last batch. */
  close?(): Promise<void>;
}

/** What a sink throws for a batch that would be refused again. The recorder then finds out which events are to blame. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
