/** Runs something once. @returns its measurements by name, in milliseconds */
export type Sample<Key extends string> = () => Promise<Record<Key, number>>;

const LEAST_ROUNDS = 5;

/**
 * Takes one sample of every variant per round, the order turning with the round, so that what else the machine
 * does meets all of them alike.
 *
 * @param milliseconds after which no further round begins, unless there were fewer than five
 * @returns for each variant and each measurement the values of all rounds
 */
export async function interleave<Variant extends string, Key extends string>(
  variants: Record<Variant, Sample<Key>>,
  rounds: number,
  milliseconds = Number.POSITIVE_INFINITY,
): Promise<Record<Variant, Record<Key, number[]>>> {
  const names = Object.keys(variants) as Variant[];
  const results = Object.fromEntries(names.map((name) => [name, {}])) as Record<
    Variant,
    Record<Key, number[]>
  >;
  const end = performance.now() + milliseconds;
  for (let round = 0; round < rounds; round++) {
    if (round >= LEAST_ROUNDS && performance.now() > end) break;
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const sample = await variants[name]();
      for (const key of Object.keys(sample) as Key[]) {
        results[name][key] ??= [];
        results[name][key].push(sample[key]);
      }
    }
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** `120 ms (115 to 133)`: the median, the least and the most. */
export function formatSpread(values: readonly number[]): string {
  const round = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  return `${round(median(values))} ms (${round(Math.min(...values))} to ${round(Math.max(...values))})`;
}

/**
 * The median of each round's own ratio: between rounds, a virtual machine may get half as fast.
 *
 * @param base of the same rounds
 */
export function formatRatio(values: readonly number[], base: readonly number[]): string {
  const ratios = values.map((value, round) => value / (base[round] as number));
  return `${median(ratios).toFixed(2)}x`;
}
