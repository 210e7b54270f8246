/** The flat record the runtime gives for an inference, as it was written: names and values, then what describes it. */
export type SnapshotRecord = Readonly<Record<string, unknown>>;

/** One inference. */
export interface CapturedEvent {
  kind: "event";
  /** Events with one id are deliveries of one event. */
  id: string | undefined;
  aggregatedVersion: string;
  /** Milliseconds since 1970-01-01 UTC; absent where the record tells no time that can be read. */
  time: number | undefined;
  hostname: string | undefined;
  /** Its snapshot, where it came with the event. */
  versions: SnapshotRecord | undefined;
  /** What the service recorded with it; for a response or a log line, all of that. */
  data: unknown;
}

/** What an aggregate stands for. Not an inference: a service tells it once, before or after events that name it. */
export interface CapturedSnapshot {
  kind: "snapshot";
  aggregatedVersion: string;
  time: number | undefined;
  hostname: string | undefined;
  versions: SnapshotRecord;
}

export type CapturedRecord = CapturedEvent | CapturedSnapshot;

type JsonObject = Readonly<Record<string, unknown>>;

/** How far inside a response or a log line a snapshot is looked for. */
const MAX_DEPTH = 8;
const MAX_VISITED = 10_000;
const DESCRIPTIONS = new Set(["aggregated_version", "hostname", "versioning_timestamp"]);

/**
 * What a JSON value tells of inferences.
 *
 * An event and a snapshot (packages/runtime/schemas) are told apart by `versioning_timestamp`, which every snapshot has.
 * Anything else with one of them inside, such as a response with the snapshot under `versions`, is an event; an array
 * holds a record an element; what `kcat -J` prints has it as text.
 *
 * @returns no record when there is none in it
 */
export function recordsOf(value: unknown): CapturedRecord[] {
  if (Array.isArray(value)) return value.flatMap(recordsOf);
  if (!isObject(value)) return [];
  if (isRecord(value)) return [topRecord(value)];
  if (typeof value.payload === "string") return recordsOf(parsed(value.payload));
  const inside = isRecord(value.versions) ? value.versions : findInside(value);
  return inside ? [surroundingEvent(value, inside)] : [];
}

/** The names in a snapshot with their values, as they were written, without what only describes it. */
export function namedValues(versions: SnapshotRecord): [name: string, value: unknown][] {
  return Object.entries(versions).filter(([name]) => !DESCRIPTIONS.has(name));
}

/** @returns milliseconds since 1970-01-01 UTC; a time without an offset is taken for UTC, as hip-data-tools wrote it */
export function timeOf(text: unknown): number | undefined {
  if (typeof text !== "string") return undefined;
  const hasOffset = text.endsWith("Z") || /(?:z|[+-]\d\d:?\d\d)$/.test(text);
  const time = Date.parse(hasOffset ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

type RecordObject = JsonObject & { readonly aggregated_version: string };

function topRecord(record: RecordObject): CapturedRecord {
  const isEvent =
    record.versioning_timestamp === undefined &&
    (record.recorded_at !== undefined || record.id !== undefined);
  if (!isEvent) return snapshotOf(record);
  return {
    kind: "event",
    id: textOf(record.id),
    aggregatedVersion: record.aggregated_version,
    time: timeOf(record.recorded_at),
    hostname: textOf(record.hostname),
    versions: isRecord(record.versions) ? record.versions : undefined,
    data: record.data,
  };
}

function snapshotOf(record: RecordObject): CapturedSnapshot {
  return {
    kind: "snapshot",
    aggregatedVersion: record.aggregated_version,
    time: timeOf(record.versioning_timestamp),
    hostname: textOf(record.hostname),
    versions: record,
  };
}

/** A response or a log line, and the record in it. */
function surroundingEvent(data: JsonObject, inside: RecordObject): CapturedEvent {
  const record = topRecord(inside);
  if (record.kind === "event") return record;
  return { ...record, kind: "event", id: textOf(data.id), data };
}

/** The record that is nearest to the surface. */
function findInside(top: JsonObject): RecordObject | undefined {
  let level: object[] = [top];
  let visited = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: object[] = [];
    for (const container of level) {
      for (const value of Object.values(container)) {
        if (isRecord(value)) return value;
        if (++visited > MAX_VISITED) return undefined;
        if (typeof value === "object" && value !== null) next.push(value);
      }
    }
    level = next;
  }
  return undefined;
}

function isRecord(value: unknown): value is RecordObject {
  return isObject(value) && typeof value.aggregated_version === "string";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
