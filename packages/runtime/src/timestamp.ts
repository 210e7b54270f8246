import { InlineageRuntimeError } from "./errors.js";

/**
 * Writes what a clock shows as RFC 3339 in UTC, with milliseconds.
 *
 * `Date.prototype.toISOString` costs more than all the rest of a snapshot, so the part down to the second is kept
 * for as long as the second lasts.
 *
 * @param clock milliseconds since 1970-01-01 UTC
 */
export function createTimestamp(clock: () => number): () => string {
  let second = Number.NaN;
  let prefix = "";
  return () => {
    const now = Math.floor(clock());
    const milliseconds = ((now % 1000) + 1000) % 1000;
    const current = now - milliseconds;
    if (current !== second) {
      prefix = secondText(current);
      second = current;
    }
    return `${prefix}${String(1000 + milliseconds).slice(1)}Z`;
  };
}

/** `2020-07-21T07:58:54.` */
function secondText(milliseconds: number): string {
  try {
    return new Date(milliseconds).toISOString().slice(0, -4);
  } catch (cause) {
    throw new InlineageRuntimeError(
      "INVALID_OPTION",
      "the clock gave no time",
      "let clock return milliseconds since 1970, as Date.now does",
      cause,
    );
  }
}
