import type { ChangeData } from "./page/report-data.js";
import type { Series } from "./time-cells.js";

/** One aggregate on one host, in one arm. */
export interface Run {
  aggregate: number;
  host: number;
  arm: string | null;
  series: Series;
}

/** On one host. Without `from`, nothing was seen of the arm there before. */
interface Step {
  time: number;
  host: number;
  from: number | undefined;
  to: number;
}

interface Occupant {
  aggregate: number;
  first: number;
}

/** Hosts follow each other within a rollout; what is further apart is a change of its own. */
const ROLLOUT = 10 * 60_000;
const ROLLOUT_BUCKETS = 5;

/**
 * When each arm went from one aggregate to another: hosts that do the same one after the other make one change, and
 * going back is one more.
 *
 * @param width of the buckets, in milliseconds
 * @returns in the order of time
 */
export function findChanges(runs: readonly Run[], width: number): ChangeData[] {
  const patience = Math.max(ROLLOUT, ROLLOUT_BUCKETS * width);
  return [...groups(runs, ({ arm }) => arm)]
    .flatMap(([arm, armRuns]) => changesOfArm(arm, armRuns, patience))
    .sort((a, b) => a.time - b.time);
}

function changesOfArm(arm: string | null, runs: readonly Run[], patience: number): ChangeData[] {
  const steps = [...groups(runs, ({ host }) => host)]
    .flatMap(([host, hostRuns]) => stepsOfHost(host, hostRuns))
    .sort((a, b) => a.time - b.time);
  const changes: ChangeData[] = [];
  const latest = new Map<string, ChangeData>();
  let current: number | undefined;
  for (const step of steps) {
    // A host that is new, as after a rollout to new machines, is compared with what the arm ran elsewhere.
    const from = step.from ?? current;
    const joining = step.from === undefined && from === step.to;
    const key = joining ? `to ${step.to}` : `${from} to ${step.to}`;
    const before = latest.get(key);
    if (before && step.time - before.until <= patience) {
      before.until = step.time;
      before.times++;
      if (!before.hosts.includes(step.host)) before.hosts.push(step.host);
    } else if (!joining) {
      const change = {
        ...{ time: step.time, until: step.time, arm, from: from ?? null, to: step.to },
        ...{ hosts: [step.host], times: 1 },
      };
      changes.push(change);
      latest.set(key, change);
      latest.set(`to ${step.to}`, change);
    }
    current = step.to;
  }
  return changes;
}

function stepsOfHost(host: number, runs: readonly Run[]): Step[] {
  const occupants = new Map<number, Occupant[]>();
  for (const { aggregate, series } of runs) {
    for (const [bucket, { first }] of series) {
      const known = occupants.get(bucket);
      if (known) known.push({ aggregate, first });
      else occupants.set(bucket, [{ aggregate, first }]);
    }
  }
  const steps: Step[] = [];
  let before = new Set<number>();
  let current: number | undefined;
  const go = ({ aggregate, first }: Occupant): void => {
    if (aggregate !== current) steps.push({ time: first, host, from: current, to: aggregate });
    current = aggregate;
  };
  for (const [, present] of [...occupants].sort(([a], [b]) => a - b)) {
    present.sort((a, b) => a.first - b.first);
    const arrivals = present.filter(({ aggregate }) => !before.has(aggregate));
    for (const arrival of arrivals) go(arrival);
    // What arrived last is gone again: another that was there all the time goes on.
    const [other] = present;
    if (other && !present.some(({ aggregate }) => aggregate === current)) go(other);
    before = new Set(present.map(({ aggregate }) => aggregate));
  }
  return steps;
}

function groups<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const grouped = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = grouped.get(key);
    if (known) known.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
}
