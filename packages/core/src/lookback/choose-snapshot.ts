import { namedValues, type SnapshotRecord, timeOf } from "../captured/captured-record.js";
import {
  type CapturedReading,
  type CapturedSource,
  readCaptured,
} from "../captured/read-captured.js";
import { InlineageError } from "../errors.js";
import { type VersionTable, versionTable } from "./version-table.js";

/** What made one inference, as somebody kept it. */
export interface ChosenSnapshot extends VersionTable {
  /** Absent of a table of versions alone, as `inlineage scan` prints it. */
  aggregatedVersion: string | undefined;
  hostname: string | undefined;
  /** As it was written. */
  timestamp: string | undefined;
  /** What could not be read. */
  problems: CapturedReading["problems"];
}

/** Other inputs of this size are events. */
const LARGEST_TABLE = 4 * 1024 ** 2;
/** Beyond, only those are kept that the choice names. */
const MOST_KEPT = 100_000;
const NAMES_SHOWN = 5;

/**
 * Reads captured inferences for the one snapshot that is meant.
 *
 * @param choice the beginning of an aggregate, or the whole or the beginning of an event's id; may be left out where
 *   all inferences have one aggregate
 * @param progress is told what has been read
 * @throws {InlineageError} `NO_SNAPSHOT` where there is none, or none that is chosen, or several
 */
export async function chooseSnapshot(
  source: CapturedSource,
  choice: string | undefined,
  progress: (text: string) => void = () => {},
): Promise<ChosenSnapshot> {
  const beginning: Uint8Array[] = [];
  let size = 0;
  async function* kept(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.bytes) {
      size += chunk.length;
      if (size <= LARGEST_TABLE) beginning.push(chunk);
      else beginning.length = 0;
      yield chunk;
    }
  }
  const reading = readCaptured([{ name: source.name, bytes: kept() }]);
  const snapshots = new Map<string, SnapshotRecord>();
  /** Of events that are chosen. */
  const chosenAggregates = new Set<string>();
  let exact: string | undefined;
  const aggregates = new Set<string>();
  for await (const records of reading) {
    progress(`reading ${source.name}: ${reading.progress.records} inferences`);
    for (const record of records) {
      const { aggregatedVersion, versions } = record;
      const isNamed = choice !== undefined && aggregatedVersion.startsWith(choice);
      if (aggregates.size < MOST_KEPT || isNamed) aggregates.add(aggregatedVersion);
      if (
        versions &&
        (snapshots.size < MOST_KEPT || isNamed || chosenAggregates.has(aggregatedVersion))
      ) {
        if (!snapshots.has(aggregatedVersion)) snapshots.set(aggregatedVersion, versions);
      }
      if (record.kind === "event" && choice !== undefined && record.id?.startsWith(choice)) {
        chosenAggregates.add(aggregatedVersion);
        if (record.id === choice) exact = aggregatedVersion;
      }
    }
  }
  const { problems } = reading;
  if (aggregates.size === 0) {
    const table = size <= LARGEST_TABLE ? versionTable(Buffer.concat(beginning)) : undefined;
    if (table === undefined) throw nothingIn(source.name, size, problems);
    return { ...UNDESCRIBED, ...table, problems: { total: 0, first: [] } };
  }
  const chosen = exact ?? choose(source.name, choice, aggregates, chosenAggregates);
  const record = snapshots.get(chosen);
  if (!record) throw withoutSnapshot(source.name, chosen);
  const values = new Map(namedValues(record));
  const unknown = { fingerprints: new Map(), closures: new Map() };
  return { ...described(record), values, ...unknown, problems };
}

const UNDESCRIBED = { aggregatedVersion: undefined, hostname: undefined, timestamp: undefined };

function described(record: SnapshotRecord) {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    aggregatedVersion: text(record.aggregated_version),
    hostname: text(record.hostname),
    timestamp:
      timeOf(record.versioning_timestamp) === undefined
        ? undefined
        : text(record.versioning_timestamp),
  };
}

/** The aggregate that is meant. */
function choose(
  name: string,
  choice: string | undefined,
  aggregates: ReadonlySet<string>,
  ofEvents: ReadonlySet<string>,
): string {
  const matching =
    choice === undefined
      ? aggregates
      : new Set([...[...aggregates].filter((each) => each.startsWith(choice)), ...ofEvents]);
  const [first, ...others] = matching;
  if (first !== undefined && others.length === 0) return first;
  if (first === undefined) {
    throw noSnapshot(
      name,
      `no inference here has an aggregate or an id that begins with ${JSON.stringify(choice)}`,
      `choose one of these: ${listed(aggregates)}.`,
    );
  }
  const what = choice === undefined ? "inferences here" : "inferences that this chooses";
  throw noSnapshot(
    name,
    `the ${what} have ${matching.size} different aggregates`,
    `choose one by the beginning of its aggregate or by an event's id, for example ${name === STANDARD_INPUT ? "-" : name}#${first.slice(0, 12)}; there are ${listed(matching)}.`,
  );
}

/** What standard input is called. */
export const STANDARD_INPUT = "standard input";

function listed(aggregates: ReadonlySet<string>): string {
  const shown = [...aggregates].slice(0, NAMES_SHOWN).map((aggregate) => aggregate.slice(0, 12));
  const more = aggregates.size - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function nothingIn(
  name: string,
  size: number,
  { total, first: [problem] }: CapturedReading["problems"],
): InlineageError {
  const begins = problem
    ? `; line ${problem.line} begins ${JSON.stringify(problem.excerpt.slice(0, 40))}`
    : "";
  return noSnapshot(
    name,
    size === 0
      ? "this is empty"
      : `there is no snapshot in this (${total === 1 ? "1 line" : `${total} lines`} without one${begins})`,
    "name a snapshot, a response that holds one, or captured events, as JSON.",
  );
}

function withoutSnapshot(name: string, aggregate: string): InlineageError {
  return noSnapshot(
    name,
    `there are events with the aggregate ${aggregate} here, but not its snapshot`,
    "add the messages of the topic that the snapshots are in, for example with cat.",
  );
}

function noSnapshot(file: string, message: string, remedy: string): InlineageError {
  return new InlineageError({ code: "NO_SNAPSHOT", message, remedy, location: { file } });
}
