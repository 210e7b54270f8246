import { createHash } from "node:crypto";
import { namedValues, type SnapshotRecord } from "../captured/captured-record.js";

/** What aggregates stand for, as far as snapshots told it and there was room. */
export interface ToldVersions {
  /** Names and values as JSON, each kept once. */
  readonly texts: readonly string[];
  /** Snapshots that found no room. */
  readonly left: number;
  keep(aggregate: string, versions: SnapshotRecord): void;
  /** Places in `texts` of names and of values, in turn. */
  of(aggregate: string): readonly number[] | undefined;
}

const MAX_SNAPSHOTS = 20_000;
/** In UTF-16 units, over all texts. */
const MAX_TEXT = 32 * 1024 ** 2;
/** A longer value is told by its beginning and its hash. */
const MAX_VALUE = 2000;

export function createToldVersions(): ToldVersions {
  const versions = new Map<string, number[]>();
  const places = new Map<string, number>();
  const texts: string[] = [];
  let length = 0;
  let left = 0;

  function placeOf(text: string): number {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    length += text.length;
    return texts.push(text) - 1;
  }

  return {
    texts,
    get left() {
      return left;
    },
    keep(aggregate, snapshot) {
      if (versions.has(aggregate)) return;
      if (versions.size >= MAX_SNAPSHOTS || length > MAX_TEXT) {
        left++;
        return;
      }
      const entries = namedValues(snapshot).flatMap(([name, value]) => [
        placeOf(JSON.stringify(name)),
        placeOf(shortened(JSON.stringify(value))),
      ]);
      versions.set(aggregate, entries);
    },
    of: (aggregate) => versions.get(aggregate),
  };
}

/** Two values that differ stay different. */
function shortened(text: string): string {
  if (text.length <= MAX_VALUE) return text;
  const hash = createHash("sha256").update(text).digest("hex");
  return `${text.slice(0, MAX_VALUE)}… (${text.length} characters, sha256 ${hash})`;
}
