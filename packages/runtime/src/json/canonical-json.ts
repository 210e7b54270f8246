import type { JsonDialect } from "./json-dialect.js";

/**
 * RFC 8785 (JSON Canonicalization Scheme). ECMAScript's own `JSON.stringify` is its definition for strings and
 * numbers (sections 3.2.2.2 and 3.2.2.3); only the order of names is added, by UTF-16 code units (3.2.3).
 */
export const CANONICAL_JSON: JsonDialect = { comma: ",", colon: ":", scalar: JSON.stringify };
