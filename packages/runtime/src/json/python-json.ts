import type { JsonDialect } from "./json-dialect.js";

/** What Python's `json.dumps(value, sort_keys=True)` writes. */
export const PYTHON_JSON: JsonDialect = {
  comma: ", ",
  colon: ": ",
  compare: byCodePoint,
  scalar(value) {
    if (typeof value === "number") return numberText(value);
    // ensure_ascii: everything past "~" becomes \uXXXX, one escape for each UTF-16 code unit.
    return JSON.stringify(value).replace(
      /[\x7f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  },
};

/** Python orders strings by code point; UTF-16 code units put U+E000 to U+FFFF after the planes beyond. */
function byCodePoint(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index++;
  return (left.codePointAt(index) ?? -1) - (right.codePointAt(index) ?? -1);
}

/**
 * An integer that a double holds exactly is Python's `int`; any other number is its `float`, whose `repr` has the
 * same shortest digits as ECMAScript but an exponent outside 1e-4 to 1e16, of at least two digits.
 */
function numberText(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (!value) return "-0.0";
  if (power < -4 || power > 15) {
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
