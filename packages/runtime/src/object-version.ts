import { hashBytes, hashText } from "./hashing/block-hash.js";
import { bytesOf } from "./hashing/bytes.js";
import { SHA256 } from "./hashing/sha256.js";
import type { Dialect } from "./text/dialect.js";
import { valueText } from "./text/value-text.js";

/**
 * Canonical JSON and more of the same kind, so that no two values read the same. Our own: the small libraries write
 * `["a','b"]` like `["a", "b"]` (ohash 2.0), `new Map([[1, 2]])` like `new Map([["1", 2]])` (object-identity 0.2), or
 * weigh 11 kB (object-hash 3.0).
 */
const FINGERPRINT: Dialect = {
  comma: ",",
  colon: ":",
  scalar(value) {
    switch (typeof value) {
      case "string":
        return JSON.stringify(value);
      case "bigint":
        return `${value}n`;
      case "function":
      case "symbol":
        return undefined;
      default:
        return Object.is(value, -0) ? "-0" : String(value);
    }
  },
  // A distance, not a number given at the first visit: that would depend on the order of a Set.
  cycle: (distance) => `^${distance}`,
  contents(part, tag, inside) {
    const bytes = bytesOf(part);
    if (bytes) return hashBytes(SHA256, bytes);
    if (part instanceof Date) return inside(+part);
    if (part instanceof RegExp || part instanceof URL) return inside(String(part));
    const items =
      part instanceof Map
        ? Array.from(part, ([key, item]) => `${inside(key)}:${inside(item)}`)
        : part instanceof Set && Array.from(part, inside);
    if (items) return `[${items.sort()}]`;
    return tag === "Object" ? "" : undefined;
  },
  remedy: "leave that part out",
};

/**
 * A fingerprint of any structured value: `object-sha256:` and 64 hex digits.
 *
 * The same for values that are deeply equal, whatever the order of keys, of Map entries and of Set members; different
 * for values that differ in anything else, such as a type, the name of a class, `-0`, a missing or an undefined
 * property. Takes primitives, plain objects, arrays, Map, Set, Date, RegExp, URL, array buffers and their views, and
 * class instances by their own enumerable properties. Private `#fields` can't be seen, nor properties added to a view,
 * nor where an expression stopped last. Cycles are fine.
 *
 * @param name what the value is for, to begin the path in an error
 * @throws InlineageRuntimeError `INVALID_VALUE` on what has no stable identity: functions, symbols, promises, streams,
 *   errors, classes without a name, arrays with holes or of a class of their own
 */
export function objectVersion(value: unknown, name = "value"): string {
  return `object-sha256:${hashText(SHA256, valueText(FINGERPRINT, name, value))}`;
}
