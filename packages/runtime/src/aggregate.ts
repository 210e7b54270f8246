import { InlineageRuntimeError } from "./errors.js";
import type { Hasher } from "./hashing/block-hash.js";
import { createMd5 } from "./hashing/md5.js";
import { createSha256 } from "./hashing/sha256.js";
import { CANONICAL_JSON } from "./json/canonical-json.js";
import type { JsonDialect } from "./json/json-dialect.js";
import type { JsonValue } from "./json/json-value.js";
import { PYTHON_JSON } from "./json/python-json.js";

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

/** An aggregate that is a hash of one JSON text, so that its pieces can be kept. */
export interface TextAggregate {
  dialect: JsonDialect;
  digest(text: string): string;
}

const TEXT_AGGREGATES: Record<string, TextAggregate> = {
  sha256: { dialect: CANONICAL_JSON, digest: (text) => hashText(createSha256(), text) },
  "hip-data-tools": { dialect: PYTHON_JSON, digest: joblibHash },
};

/** @throws InlineageRuntimeError `INVALID_OPTION` */
export function resolveAggregate(
  aggregate: Aggregate,
): TextAggregate | ((record: VersionRecord) => string) {
  if (typeof aggregate === "function") return aggregate;
  if (Object.hasOwn(TEXT_AGGREGATES, aggregate)) return TEXT_AGGREGATES[aggregate] as TextAggregate;
  throw new InlineageRuntimeError(
    "INVALID_OPTION",
    `there is no aggregate ${JSON.stringify(aggregate)}`,
    'use "sha256", "hip-data-tools" or a function',
  );
}

function hashText(hasher: Hasher, text: string): string {
  return hasher.update(new TextEncoder().encode(text)).hex();
}

/** MD5 over a protocol-3 pickle of one `str`, which is what `joblib.hash` digests: PROTO 3, BINUNICODE, STOP. */
function joblibHash(text: string): string {
  const utf8 = new TextEncoder().encode(text);
  const pickle = new Uint8Array(utf8.length + 8);
  pickle.set([0x80, 3, 0x58]);
  new DataView(pickle.buffer).setUint32(3, utf8.length, true);
  pickle.set(utf8, 7);
  pickle[utf8.length + 7] = 0x2e;
  return createMd5().update(pickle).hex();
}
