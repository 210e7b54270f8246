import type { DropReason } from "./accounting.js";
import { type Doze, MAX_DELAY } from "./doze.js";
import { type Batch, RefusedError, type Sink } from "./sink.js";

/** What became of a batch. */
export type Outcome =
  | { kind: "delivered" }
  | { kind: "dropped"; reason: DropReason; cause: unknown };

export interface Retry {
  /** Which attempt failed, counted from 1. */
  attempt: number;
  cause: unknown;
  /** Milliseconds until the next. */
  wait: number;
  /** How many events the batch has. */
  events: number;
}

export interface DeliveryOptions {
  sendTimeout: number;
  giveUpAfter: number;
  minBackoff: number;
  maxBackoff: number;
  onRetry(retry: Retry): void;
}

type Attempt = { kind: "delivered" } | { kind: "closed" } | { kind: "failed"; cause: unknown };

/**
 * Sends one batch until it is delivered, refused, given up, or the recorder closes. Never rejects.
 *
 * An attempt that didn't answer in time may still arrive; when it does while the batch is tried again, the batch counts
 * as delivered.
 */
export async function deliver(
  sink: Sink,
  batch: Batch,
  options: DeliveryOptions,
  doze: Doze,
  closing: AbortSignal,
): Promise<Outcome> {
  const started = performance.now();
  let hasArrived = false;
  let arrive = (): void => {};

  function tryOnce(): Promise<Attempt> {
    return new Promise((resolve) => {
      const controller = new AbortController();
      const finish = (attempt: Attempt): void => {
        clearTimeout(timer);
        closing.removeEventListener("abort", close);
        controller.abort();
        resolve(attempt);
      };
      const close = (): void => finish({ kind: "closed" });
      const timer = setTimeout(
        () => {
          const cause = new Error(`the sink gave no answer within ${options.sendTimeout} ms`);
          finish({ kind: "failed", cause });
        },
        Math.min(options.sendTimeout, MAX_DELAY),
      );
      closing.addEventListener("abort", close, { once: true });
      arrive = () => finish({ kind: "delivered" });
      // A sink may empty what it is given while it works; the books are kept on ours.
      const copy = { events: [...batch.events], snapshots: [...batch.snapshots] };
      call(() => sink.send(copy, controller.signal)).then(
        () => {
          hasArrived = true;
          arrive();
          doze.wake();
        },
        (cause: unknown) => finish({ kind: "failed", cause }),
      );
    });
  }

  for (let attempt = 1; ; attempt++) {
    if (closing.aborted) return { kind: "dropped", reason: "closed", cause: undefined };
    const result = await tryOnce();
    if (result.kind === "delivered" || hasArrived) return { kind: "delivered" };
    if (result.kind === "closed") return { kind: "dropped", reason: "closed", cause: undefined };
    const { cause } = result;
    if (cause instanceof RefusedError) return { kind: "dropped", reason: "refused", cause };
    const backoff = Math.min(options.minBackoff * 2 ** (attempt - 1), options.maxBackoff);
    // Half of it by chance, so that many services don't come back at the same moment.
    const wait = Math.round(backoff * (0.5 + Math.random() / 2));
    if (performance.now() - started + wait > options.giveUpAfter) {
      return { kind: "dropped", reason: "failed", cause };
    }
    options.onRetry({ attempt, cause, wait, events: batch.events.length });
    if (!closing.aborted) await doze.sleep(wait);
    if (hasArrived) return { kind: "delivered" };
  }
}

/** Makes a rejection of what is thrown at once. */
async function call(send: () => Promise<void>): Promise<void> {
  await send();
}
