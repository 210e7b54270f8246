/** Widths of buckets in milliseconds, each a multiple of the one before. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS = [
  SECOND,
  5 * SECOND,
  15 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  7 * DAY,
  28 * DAY,
  364 * DAY,
  3640 * DAY,
] as const;

/** What happened within one bucket. */
export interface Cell {
  events: number;
  /** The earliest time in it. */
  first: number;
}

/** Events of one kind, by bucket. */
export type Series = Map<number, Cell>;

export interface TimeCells {
  /** Milliseconds. Bucket n begins at n times this. */
  readonly width: number;
  createSeries(): Series;
  add(series: Series, time: number): void;
}

/**
 * Counts events over time in bounded memory: buckets start a second wide and become wider when there are too many.
 * Only buckets with events in them count, so that a clock that is years off costs one bucket, not all detail.
 *
 * @param maxBuckets different buckets over all series
 * @param maxCells buckets of every series, put together
 */
export function createTimeCells(maxBuckets: number, maxCells: number): TimeCells {
  const all: Series[] = [];
  let occupied = new Set<number>();
  let cells = 0;
  let step = 0;

  function coarsen(): void {
    const factor = (WIDTHS[step + 1] as number) / (WIDTHS[step] as number);
    step++;
    occupied = new Set();
    cells = 0;
    for (const series of all) {
      const fine = [...series];
      series.clear();
      for (const [bucket, cell] of fine) {
        const coarse = Math.floor(bucket / factor);
        const merged = series.get(coarse);
        if (merged) {
          merged.events += cell.events;
          merged.first = Math.min(merged.first, cell.first);
        } else series.set(coarse, cell);
        occupied.add(coarse);
      }
      cells += series.size;
    }
  }

  return {
    get width() {
      return WIDTHS[step] as number;
    },
    createSeries() {
      const series: Series = new Map();
      all.push(series);
      return series;
    },
    add(series, time) {
      const bucket = Math.floor(time / (WIDTHS[step] as number));
      const cell = series.get(bucket);
      if (cell) {
        cell.events++;
        if (time < cell.first) cell.first = time;
        return;
      }
      series.set(bucket, { events: 1, first: time });
      occupied.add(bucket);
      cells++;
      while ((occupied.size > maxBuckets || cells > maxCells) && step < WIDTHS.length - 1)
        coarsen();
    },
  };
}
