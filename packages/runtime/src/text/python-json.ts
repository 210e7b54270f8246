import { CANONICAL_JSON } from "./canonical-json.js";
import type { Dialect } from "./dialect.js";

/** What Python's `json.dumps(value, sort_keys=True)` writes. */
export const PYTHON_JSON: Dialect = {
  ...CANONICAL_JSON,
  comma: ", ",
  colon: ": ",
  compare: byCodePoint,
  scalar(value) {
    // ensure_ascii: everything past "~" becomes \uXXXX, one escape for each UTF-16 code unit.
    const text = CANONICAL_JSON.scalar(value)?.replace(
      /[\x7f-\uffff]/g,
      (unit) => `\\u${(unit.charCodeAt(0) + 0x10000).toString(16).slice(1)}`,
    );
    return text && typeof value === "number" ? numberText(value) : text;
  },
};

/** Python orders strings by code point; UTF-16 code units put U+E000 to U+FFFF after the planes beyond. */
function byCodePoint(left: string, right: string): number {
  let index = 0;
  while (left[index] && left[index] === right[index]) index++;
  return (left.codePointAt(index) ?? -1) - (right.codePointAt(index) ?? -1);
}

/**
 * An integer up to 2^53 - 1 is Python's `int` (there is no -0 in JSON that JavaScript writes); any other
 * number is its `float`, whose `repr` has the same shortest digits as ECMAScript but an exponent outside 1e-4 to 1e16,
 * of at least two digits.
 */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e16) return value.toExponential().replace(/e.(?=\d$)/, "$&0");
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
