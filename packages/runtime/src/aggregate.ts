import { InlineageRuntimeError } from "./errors.js";
import { hashBytes, hashText } from "./hashing/block-hash.js";
import { MD5 } from "./hashing/md5.js";
import { SHA256 } from "./hashing/sha256.js";
import type { JsonValue } from "./json-value.js";
import { CANONICAL_JSON } from "./text/canonical-json.js";
import type { Dialect } from "./text/dialect.js";
import { PYTHON_JSON } from "./text/python-json.js";
import { membersText } from "./text/value-text.js";

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

/** How a tracker makes its aggregate: the dialect its values are kept in, and what is made of them. */
export interface Aggregator {
  dialect: Dialect;
  aggregate(members: ReadonlyMap<string, string>, record: VersionRecord): string;
}

function aggregateText(dialect: Dialect, digest: (text: string) => string): Aggregator {
  return { dialect, aggregate: (members) => digest(membersText(dialect, members)) };
}

/** @throws InlineageRuntimeError `INVALID_OPTION` */
export function resolveAggregate(aggregate: Aggregate): Aggregator {
  if (aggregate === "sha256") {
    return aggregateText(CANONICAL_JSON, (text) => hashText(SHA256, text));
  }
  if (aggregate === "hip-data-tools") return aggregateText(PYTHON_JSON, joblibHash);
  if (typeof aggregate === "function") {
    return { dialect: CANONICAL_JSON, aggregate: (_, record) => aggregate(record) };
  }
  throw new InlineageRuntimeError(
    "INVALID_OPTION",
    `there is no aggregate ${JSON.stringify(aggregate)}`,
    'use "sha256", "hip-data-tools" or a function',
  );
}

/** MD5 over a protocol-3 pickle of one `str`, which is what `joblib.hash` digests: PROTO 3, BINUNICODE, STOP. */
function joblibHash(text: string): string {
  const utf8 = new TextEncoder().encode(text);
  const size = utf8.length;
  const header = [0x80, 3, 0x58, size, size >> 8, size >> 16, size >> 24];
  return hashBytes(MD5, Uint8Array.from([...header, ...utf8, 0x2e]));
}
