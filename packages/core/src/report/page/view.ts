import type { ReportData } from "./report-data.js";

/** What part of the time is looked at. Times are milliseconds since 1970-01-01 UTC. */
export interface View {
  from: number;
  to: number;
  /** The moment that is asked about. */
  moment: number;
  /** What has a row on the timeline. */
  by: "arm" | "host";
}

/** Where a time is, in pixels from the left. */
export function placeOf(time: number, { from, to }: View, width: number): number {
  return ((time - from) / (to - from)) * width;
}

export interface ViewHolder {
  readonly view: Readonly<View>;
  change(part: Partial<View>): void;
  /** Called now, and after every change. */
  follow(show: (view: Readonly<View>) => void): void;
}

export function createViewHolder(view: View): ViewHolder {
  const followers: ((view: Readonly<View>) => void)[] = [];
  return {
    view,
    change(part) {
      Object.assign(view, part);
      for (const show of followers) show(view);
    },
    follow(show) {
      followers.push(show);
      show(view);
    },
  };
}

export interface Range {
  from: number;
  to: number;
  /** Events before and after it. */
  outside: number;
}

/** @returns undefined when no event has a time */
export function wholeRange(data: ReportData): Range | undefined {
  return rangeOf(data, eventsByBucket(data), 0);
}

/** Without the few events that are so far away, by a clock that is wrong, that all others would be a single line. */
export function mainRange(data: ReportData): Range | undefined {
  let buckets = eventsByBucket(data);
  const all = total(buckets);
  let outside = 0;
  for (;;) {
    const smaller = withoutFarSide(buckets, all);
    if (!smaller) return rangeOf(data, buckets, outside);
    outside += total(buckets) - total(smaller);
    buckets = smaller;
  }
}

type Buckets = readonly (readonly [bucket: number, events: number])[];

const FEW = 0.01;
const MARGIN = 0.02;

function eventsByBucket({ runs }: ReportData): Buckets {
  const events = new Map<number, number>();
  for (const { buckets } of runs) {
    for (let at = 0; at < buckets.length; at += 2) {
      const bucket = buckets[at] as number;
      events.set(bucket, (events.get(bucket) ?? 0) + (buckets[at + 1] as number));
    }
  }
  return [...events].sort(([a], [b]) => a - b);
}

/** @returns undefined unless most of the time is one gap with few events on one side of it */
function withoutFarSide(buckets: Buckets, all: number): Buckets | undefined {
  const span = (buckets.at(-1)?.[0] ?? 0) - (buckets[0]?.[0] ?? 0);
  const gap = buckets.findIndex(([bucket], at) => {
    const next = buckets[at + 1]?.[0] ?? bucket;
    return next - bucket > 1 && next - bucket > span / 2;
  });
  if (gap < 0) return undefined;
  const before = buckets.slice(0, gap + 1);
  const after = buckets.slice(gap + 1);
  if (total(before) <= all * FEW) return after;
  return total(after) <= all * FEW ? before : undefined;
}

function total(buckets: Buckets): number {
  return buckets.reduce((sum, [, events]) => sum + events, 0);
}

function rangeOf(
  { bucketWidth }: ReportData,
  buckets: Buckets,
  outside: number,
): Range | undefined {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (!first || !last) return undefined;
  const length = last[0] + 1 - first[0];
  const margin = Math.max(1, Math.ceil(length * MARGIN));
  return {
    from: (first[0] - margin) * bucketWidth,
    to: (last[0] + 1 + margin) * bucketWidth,
    outside,
  };
}
