import { checkOption } from "../options.js";
import type { VersionTracker } from "../version-tracker.js";
import type { DropReason } from "./accounting.js";
import type { Retry } from "./delivery.js";
import type { Sink } from "./sink.js";

/** An event that was dropped. */
export interface Drop {
  /** The caller's id of it. */
  id: unknown;
  reason: DropReason;
  /** The error behind it, where there is one. */
  cause: unknown;
  /** The event as JSON, so that it can be kept elsewhere; absent when it never became one. */
  text: string | undefined;
}

export interface RecorderOptions {
  /** Whose versions an event gets, unless it brings its own tracker. `current` of `@inlineage/runtime/node` fits. */
  tracker: VersionTracker | (() => VersionTracker);
  /** Where events go. */
  sink: Sink;
  /**
   * Put the whole snapshot into every event, instead of sending it once for each new aggregate.
   *
   * @default false
   */
  inline?: boolean;
  /**
   * How many events may be pending; further ones are dropped.
   *
   * @default 100_000
   */
  maxPending?: number;
  /**
   * How many bytes of memory pending events may take; further ones are dropped.
   *
   * @default 64 MiB
   */
  maxPendingBytes?: number;
  /**
   * How many bytes of memory an event may take; a larger one is dropped. Keep it below what the sink takes for one:
   * Kafka closes the connection on a request that is far too large, which looks like an outage.
   *
   * @default 1 MiB
   */
  maxEventBytes?: number;
  /**
   * How many events make a batch.
   *
   * @default 1000
   */
  batchSize?: number;
  /**
   * How many bytes of memory the events of a batch take at most. Keep it below what the sink takes at once.
   *
   * @default 512 KiB
   */
  batchBytes?: number;
  /**
   * How many milliseconds an event waits for others to make a batch.
   *
   * @default 50
   */
  batchWait?: number;
  /**
   * How many milliseconds the sink may take for a batch before it counts as failed.
   *
   * @default 30_000
   */
  sendTimeout?: number;
  /**
   * For how many milliseconds a batch is tried before its events are dropped.
   *
   * @default 120_000
   */
  giveUpAfter?: number;
  /**
   * Milliseconds before a failed batch is tried again; doubled each time, with chance.
   *
   * @default 100
   */
  minBackoff?: number;
  /**
   * The most milliseconds between two tries.
   *
   * @default 5000
   */
  maxBackoff?: number;
  /**
   * Called for every dropped event, soon after. What it throws is ignored. What it records itself and is dropped as well
   * is only counted.
   */
  onDrop?: (drop: Drop) => void;
  /** Called when a batch failed and is going to be tried again. What it throws is ignored. */
  onRetry?: (retry: Retry) => void;
}

export type RecorderOptionsResolved = Required<RecorderOptions>;

const DEFAULTS = {
  inline: false,
  maxPending: 100_000,
  maxPendingBytes: 64 * 2 ** 20,
  maxEventBytes: 2 ** 20,
  batchSize: 1000,
  batchBytes: 512 * 2 ** 10,
  batchWait: 50,
  sendTimeout: 30_000,
  giveUpAfter: 120_000,
  minBackoff: 100,
  maxBackoff: 5000,
  onDrop: (): void => {},
  onRetry: (): void => {},
};

/** With less nothing would ever be sent. */
const AT_LEAST_ONE = new Set(["maxPending", "batchSize", "sendTimeout"]);

/** @throws InlineageRuntimeError `INVALID_OPTION`, by name */
export function resolveRecorderOptions(options: RecorderOptions): RecorderOptionsResolved {
  for (const [name, value] of Object.entries(options)) {
    if (name === "tracker" || name === "sink" || value === undefined) continue;
    const option = `the option "${name}"`;
    checkOption(Object.hasOwn(DEFAULTS, name), `${option} is not one`, `use ${knownOptions()}`);
    const expected = typeof DEFAULTS[name as keyof typeof DEFAULTS];
    const type = typeof value;
    checkOption(type === expected, `${option} is a ${type}`, `give a ${expected}`);
    const least = AT_LEAST_ONE.has(name) ? 1 : 0;
    const isEnough = typeof value !== "number" || value >= least;
    checkOption(isEnough, `${option} is ${value}`, `give a number from ${least} up`);
  }
  const { tracker, sink } = options;
  checkOption(
    typeof tracker === "function" || typeof tracker?.snapshot === "function",
    'the option "tracker" is no tracker',
    "give a VersionTracker or a function that returns one",
  );
  checkOption(
    typeof sink?.send === "function",
    'the option "sink" is no sink',
    "give an object with send()",
  );
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...DEFAULTS, ...(Object.fromEntries(given) as typeof options) };
}

function knownOptions(): string {
  return ["tracker", "sink", ...Object.keys(DEFAULTS)].join(", ");
}
