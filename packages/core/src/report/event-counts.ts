import { createFirstDistinct, type FirstDistinct } from "./first-distinct.js";
import { createTimeCells, type Series, type TimeCells } from "./time-cells.js";

export interface CountLimits {
  /** Aggregates that are kept apart. */
  aggregates: number;
  /** Hosts that are kept apart. */
  hosts: number;
  /** Moments that are kept apart. */
  buckets: number;
  /** Numbers over time, in all. */
  cells: number;
}

export const COUNT_LIMITS: CountLimits = {
  aggregates: 1000,
  hosts: 100,
  buckets: 1500,
  cells: 200_000,
};

export interface HostCount {
  events: number;
}

export interface AggregateCount {
  events: number;
  /** Milliseconds since 1970-01-01 UTC. */
  first: number | undefined;
  last: number | undefined;
  runs: Map<HostCount, Series>;
}

export interface EventCounts {
  readonly events: number;
  /** Events without a time. */
  readonly undated: number;
  readonly aggregates: FirstDistinct<AggregateCount>;
  readonly hosts: FirstDistinct<HostCount>;
  readonly cells: TimeCells;
  /** @param host empty where the event tells none */
  add(aggregate: string, host: string, time: number | undefined): void;
}

/** Counts events by aggregate, host and time, in memory that doesn't grow with their number. */
export function createEventCounts(limits: CountLimits = COUNT_LIMITS): EventCounts {
  const cells = createTimeCells(limits.buckets, limits.cells);
  const hosts = createFirstDistinct<HostCount>(limits.hosts, () => ({ events: 0 }));
  const aggregates = createFirstDistinct<AggregateCount>(limits.aggregates, () => ({
    events: 0,
    first: undefined,
    last: undefined,
    runs: new Map(),
  }));
  let events = 0;
  let undated = 0;

  function seriesOf({ runs }: AggregateCount, host: HostCount): Series {
    const known = runs.get(host);
    if (known) return known;
    const series = cells.createSeries();
    runs.set(host, series);
    return series;
  }

  return {
    get events() {
      return events;
    },
    get undated() {
      return undated;
    },
    aggregates,
    hosts,
    cells,
    add(aggregateId, hostName, time) {
      const aggregate = aggregates.get(aggregateId);
      const host = hosts.get(hostName);
      events++;
      aggregate.events++;
      host.events++;
      if (time === undefined) {
        undated++;
        return;
      }
      if (aggregate.first === undefined || time < aggregate.first) aggregate.first = time;
      if (aggregate.last === undefined || time > aggregate.last) aggregate.last = time;
      cells.add(seriesOf(aggregate, host), time);
    },
  };
}
