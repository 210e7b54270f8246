/** Where a text first has another one. Lines count from 1 and columns from 0, as in source maps. */
export function placeOf(token: string, text: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(token)).split("\n");
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}
