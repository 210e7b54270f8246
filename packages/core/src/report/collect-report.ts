import type { CapturedReading } from "../captured/read-captured.js";
import { createEventCounts, type EventCounts, type HostCount } from "./event-counts.js";
import { findChanges, type Run } from "./find-changes.js";
import type { AggregateData, HostData, ReportData } from "./page/report-data.js";
import { createToldVersions, type ToldVersions } from "./told-versions.js";

/** What captured events tell by themselves, without a repository. */
export type CollectedReport = Omit<ReportData, "madeAt" | "sources" | "commits" | "commitsProblem">;

/** More can't be read by a person. */
const MAX_CHANGES = 1000;

/**
 * Reads captured events to their end and keeps what a report tells, in memory that doesn't grow with their number.
 *
 * @param armName the name of the value that tells the arm
 * @throws {InlineageError} as the reading does
 */
export async function collectReport(
  reading: CapturedReading,
  armName: string,
  progress: (read: CapturedReading["progress"]) => void = () => {},
): Promise<CollectedReport> {
  const told = createToldVersions();
  const events = createEventCounts();
  const snapshots = createEventCounts();
  for await (const records of reading) {
    progress(reading.progress);
    for (const { kind, aggregatedVersion, hostname = "", time, versions } of records) {
      if (versions) told.keep(aggregatedVersion, versions);
      if (kind === "event") events.add(aggregatedVersion, hostname, time);
      else if (events.events === 0) snapshots.add(aggregatedVersion, hostname, time);
    }
  }
  const snapshotsOnly = events.events === 0;
  return {
    ...describe(snapshotsOnly ? snapshots : events, told, armName),
    armName,
    snapshotsLeft: told.left,
    snapshotsOnly: snapshotsOnly && snapshots.events > 0,
    problems: { total: reading.problems.total, first: [...reading.problems.first] },
  };
}

function describe(counts: EventCounts, told: ToldVersions, armName: string) {
  const hosts = counts.hosts.entries();
  const hostPlaces = new Map<HostCount, number>(hosts.map(({ item }, place) => [item, place]));
  const aggregates = counts.aggregates
    .entries()
    .sort((a, b) => (a.item.first ?? Infinity) - (b.item.first ?? Infinity));
  const armText = JSON.stringify(armName);
  const texts = createTexts(told);
  const aggregateData = aggregates.map(({ key, item, others, isExact }): AggregateData => {
    const versions = others > 0 ? undefined : told.of(key);
    return {
      id: key,
      events: item.events,
      first: item.first ?? null,
      last: item.last ?? null,
      arm: versions ? armOf(versions, told.texts, armText) : null,
      versions: versions ? versions.map(texts.placeOf) : null,
      others,
      isExact,
    };
  });
  const runs = aggregates.flatMap(({ item }, aggregate): Run[] =>
    [...item.runs].map(([host, series]) => ({
      aggregate,
      host: hostPlaces.get(host) ?? 0,
      arm: aggregateData[aggregate]?.arm ?? null,
      series,
    })),
  );
  const changes = findChanges(runs, counts.cells.width);
  return {
    events: counts.events,
    undated: counts.undated,
    bucketWidth: counts.cells.width,
    hosts: hosts.map(
      ({ key, item, others, isExact }): HostData => ({
        ...{ name: key, events: item.events, others, isExact },
      }),
    ),
    aggregates: aggregateData,
    runs: runs.map(({ aggregate, host, series }) => ({
      aggregate,
      host,
      buckets: [...series]
        .sort(([a], [b]) => a - b)
        .flatMap(([bucket, cell]) => [bucket, cell.events]),
    })),
    changes: changes.slice(-MAX_CHANGES),
    earlierChanges: Math.max(0, changes.length - MAX_CHANGES),
    texts: texts.list,
  };
}

function armOf(
  versions: readonly number[],
  texts: readonly string[],
  armText: string,
): string | null {
  const at = versions.findIndex((place, index) => index % 2 === 0 && texts[place] === armText);
  const text = at < 0 ? undefined : texts[versions[at + 1] as number];
  if (text === undefined) return null;
  return text.startsWith('"') && text.endsWith('"') ? (JSON.parse(text) as string) : text;
}

/** Only the texts that the report names; snapshots may have told of aggregates that no event names. */
function createTexts(told: ToldVersions) {
  const list: string[] = [];
  const places = new Map<number, number>();
  return {
    list,
    placeOf(toldPlace: number): number {
      const known = places.get(toldPlace);
      if (known !== undefined) return known;
      const place = list.push(told.texts[toldPlace] as string) - 1;
      places.set(toldPlace, place);
      return place;
    },
  };
}
