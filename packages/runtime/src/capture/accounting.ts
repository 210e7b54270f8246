/**
 * Why an event was dropped.
 *
 * - `queue-full`: the sink was too slow, or away for too long
 * - `too-large`: it takes more than `maxEventBytes`
 * - `invalid`: it has no id, its data isn't JSON, or its tracker failed
 * - `refused`: the sink will never take it
 * - `failed`: the sink didn't take it for `giveUpAfter`
 * - `closed`: it came after `close()`, or was still pending when that timed out
 */
export type DropReason = "queue-full" | "too-large" | "invalid" | "refused" | "failed" | "closed";

/** Where every event is: `accepted = delivered + dropped + pending` at any moment. */
export interface RecorderStats {
  /** Events given to `record`. */
  readonly accepted: number;
  /** Events the sink says it has. */
  readonly delivered: number;
  readonly dropped: number;
  /** Events waiting or on their way. */
  readonly pending: number;
  /** `dropped`, by reason. */
  readonly droppedBy: Readonly<Record<DropReason, number>>;
}

/** The books of a recorder, but for what is pending: that is counted where it waits. */
export interface Accounting {
  accepted: number;
  delivered: number;
  readonly droppedBy: Record<DropReason, number>;
}

export function createAccounting(): Accounting {
  return {
    accepted: 0,
    delivered: 0,
    droppedBy: { "queue-full": 0, "too-large": 0, invalid: 0, refused: 0, failed: 0, closed: 0 },
  };
}

export function statsOf(accounting: Accounting, pending: number): RecorderStats {
  const { accepted, delivered, droppedBy } = accounting;
  const dropped = Object.values(droppedBy).reduce((sum, count) => sum + count, 0);
  return { accepted, delivered, dropped, pending, droppedBy: { ...droppedBy } };
}
