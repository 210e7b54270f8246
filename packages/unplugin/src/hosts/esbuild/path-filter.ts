/** File systems that find a file under another letter case, so that an import may write it differently. */
const FOLDS_CASE = process.platform === "win32" || process.platform === "darwin";

/** Go has no `\u2028` (what `RegExp.source` makes of a line separator), so such a character matches anything. */
const LINE_TERMINATOR = /[\n\r\u2028\u2029]/g;

/**
 * A filter for esbuild that matches exactly these paths; where file systems fold letter case, also the same paths
 * in another case. It is a regular expression for Go: no lookaround, no `u` flag.
 */
export function filterOfPaths(paths: Iterable<string>): RegExp {
  const alternatives = [...paths].map(escapeForGo);
  // An empty alternation would match every path, a class without members matches none.
  const source = alternatives.length === 0 ? "[^\\s\\S]" : `^(?:${alternatives.join("|")})$`;
  return new RegExp(source, FOLDS_CASE ? "i" : "");
}

/** A filter for esbuild that matches every path which starts like this, as {@link filterOfPaths} matches whole ones. */
export function filterOfPathsInside(prefix: string): RegExp {
  return new RegExp(`^${escapeForGo(prefix)}`, FOLDS_CASE ? "i" : "");
}

export function escapeForGo(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&").replace(LINE_TERMINATOR, "[\\s\\S]");
}

/** Whether `escapeForGo` gives a text that matches nothing else. */
export function isExactlyEscapable(text: string): boolean {
  return text.search(LINE_TERMINATOR) === -1;
}
