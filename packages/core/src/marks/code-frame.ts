/** @babel/code-frame would do, but it never shortens a line, and a bundler may hand us minified ones. */
const CONTEXT_LINES = 2;
const MAX_LINE_WIDTH = 120;
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/**
 * A few source lines around a place, with a caret under it.
 *
 * @param line counts from 1, as `column` does
 */
export function codeFrame(code: string, line: number, column: number): string {
  const lines = code.split(LINE_BREAK);
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  const gutterWidth = String(last).length;
  // One window for all lines, so that they stay aligned.
  const from = column > MAX_LINE_WIDTH ? column - Math.round(MAX_LINE_WIDTH / 2) : 0;

  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = lines[number - 1] ?? "";
    const gutter = `${number === line ? ">" : " "} ${String(number).padStart(gutterWidth)} |`;
    frame.push(`${gutter} ${windowOf(text, from)}`.trimEnd());
    if (number === line) {
      // A tab under a tab is as wide as the tab above it.
      const indent = windowOf(text, from)
        .slice(0, column - 1 - from + (from > 0 ? 1 : 0))
        .replace(/[^\t]/g, " ");
      frame.push(`  ${" ".repeat(gutterWidth)} | ${indent}^`);
    }
  }
  return frame.join("\n");
}

function windowOf(text: string, from: number): string {
  const cutAfter = text.length > from + MAX_LINE_WIDTH ? "…" : "";
  const cutBefore = from > 0 && text.length > from ? "…" : "";
  return cutBefore + text.slice(from, from + MAX_LINE_WIDTH) + cutAfter;
}
