/**
 * Writes what a clock shows as RFC 3339 in UTC, with milliseconds.
 *
 * `Date.prototype.toISOString` costs more than all the rest of a snapshot, so the part down to the second is kept
 * for as long as the second lasts.
 *
 * @param clock milliseconds since 1970-01-01 UTC
 * @throws RangeError, as toISOString does, when the clock shows no time
 */
export function createTimestamp(clock: () => number): () => string {
  let second: number | undefined;
  let prefix: string;
  return () => {
    const now = clock();
    const current = Math.floor(now / 1000);
    if (current !== second) {
      prefix = new Date(current * 1000).toISOString().slice(0, -4);
      second = current;
    }
    // The leading one keeps the zeroes.
    return `${prefix}${String(Math.floor(now - second * 1000) + 1000).slice(1)}Z`;
  };
}
