import type { TextRange } from "./syntax.js";

/**
 * The blanks around a range that go with it, up to the line breaks, if nothing else is on its lines.
 *
 * @returns `undefined` if something is
 */
export function ownLine(code: string, start: number, end: number): TextRange | undefined {
  let lineStart = start;
  while (/[ \t]/.test(code.charAt(lineStart - 1))) lineStart--;
  const lineEnd = afterBlanks(code, end);
  const startsLine = lineStart === 0 || /[\n\r\u2028\u2029\uFEFF]/.test(code.charAt(lineStart - 1));
  const endsLine = lineEnd === code.length || /[\n\r\u2028\u2029]/.test(code.charAt(lineEnd));
  return startsLine && endsLine ? { start: lineStart, end: lineEnd } : undefined;
}

export function afterBlanks(code: string, position: number): number {
  let at = position;
  while (/[ \t]/.test(code.charAt(at))) at++;
  return at;
}
