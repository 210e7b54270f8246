/**
 * Room for paths in one command line: Windows allows 32,767 characters in all, macOS and Linux some hundred
 * kilobytes with the environment included.
 */
const MAX_BYTES = process.platform === "win32" ? 20_000 : 100_000;

/** Splits a list of paths so that each part fits on one command line. */
export function pathChunks(paths: readonly string[], maxBytes = MAX_BYTES): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const path of paths) {
    const size = Buffer.byteLength(path) + 1;
    if (size > room || chunks.length === 0) {
      chunks.push([]);
      room = maxBytes;
    }
    chunks.at(-1)?.push(path);
    room -= size;
  }
  return chunks;
}
