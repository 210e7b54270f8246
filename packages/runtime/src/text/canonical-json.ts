import type { Dialect } from "./dialect.js";

/** RFC 8785, section 3.2.2.2: half a surrogate pair ends in an error. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

/**
 * RFC 8785 (JSON Canonicalization Scheme). ECMAScript's own `JSON.stringify` is its definition for strings and
 * numbers (sections 3.2.2.2 and 3.2.2.3); only the order of keys is added, by UTF-16 code units (3.2.3).
 */
export const CANONICAL_JSON: Dialect = {
  comma: ",",
  colon: ":",
  scalar(value) {
    const isJson =
      typeof value === "number"
        ? Number.isFinite(value)
        : typeof value !== "bigint" && !hasLoneSurrogate(String(value));
    return isJson ? JSON.stringify(value) : undefined;
  },
  remedy: "use setObject() or setContent()",
};
