import { hashBytes, hashText } from "./hashing/block-hash.js";
import { MD5 } from "./hashing/md5.js";
import { SHA256 } from "./hashing/sha256.js";
import type { JsonValue } from "./json-value.js";
import { CANONICAL_JSON } from "./text/canonical-json.js";
import { PYTHON_JSON } from "./text/python-json.js";
import { membersText, valueText } from "./text/value-text.js";

/** Everything an aggregate covers: the names and their values, without hostname and timestamp. */
export type VersionRecord = Readonly<Record<string, JsonValue>>;

/**
 * How `aggregated_version` is made.
 *
 * - `"sha256"`: SHA-256 in hex over the RFC 8785 canonical JSON of the record
 * - `"hip-data-tools"`: what hip-data-tools' version tracker gives for the same record, `joblib.hash` of the text
 *   that Python's `json.dumps(record, sort_keys=True)` writes
 * - a function of the record
 */
export type Aggregate = "sha256" | "hip-data-tools" | ((record: VersionRecord) => string);

/** Makes an aggregate of a record, whose members are there in canonical JSON as well. */
export type Aggregator = (record: VersionRecord, members: ReadonlyMap<string, string>) => string;

export function resolveAggregate(aggregate: Aggregate): Aggregator {
  if (aggregate === "sha256") {
    return (_, members) => hashText(SHA256, membersText(CANONICAL_JSON, members));
  }
  if (aggregate === "hip-data-tools")
    return (record) => joblibHash(valueText(PYTHON_JSON, "", record));
  return (record) => aggregate(record);
}

/** MD5 over a protocol-3 pickle of one `str`, which is what `joblib.hash` digests: PROTO 3, BINUNICODE, STOP. */
function joblibHash(text: string): string {
  const utf8 = new TextEncoder().encode(text);
  const size = utf8.length;
  const header = [0x80, 3, 0x58, size, size >> 8, size >> 16, size >> 24];
  return hashBytes(MD5, Uint8Array.from([...header, ...utf8, 0x2e]));
}
