import { pipeline, Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";

/** Lines that follow each other. */
export interface NumberedLines {
  /** The number of the first one, from 1. */
  first: number;
  /** Without line ends; `undefined` stands for one that is too long to be kept. */
  lines: (string | undefined)[];
}

/** In UTF-16 units. Nobody writes such a line on purpose, and it must not fill the memory. */
const MAX_LINE = 64 * 1024 ** 2;
const NOTHING = new Uint8Array();

/**
 * Splits bytes into lines, some at a time. Understands gzip, UTF-8 and, as PowerShell writes it, UTF-16.
 *
 * @param maxLine in UTF-16 units
 * @throws what reading throws, a broken gzip stream included, after all lines before
 */
export async function* numberedLines(
  bytes: AsyncIterable<Uint8Array>,
  maxLine = MAX_LINE,
): AsyncGenerator<NumberedLines> {
  let number = 1;
  /** The beginning of a line whose end is yet to come; `undefined` when it is too long already. */
  let rest: string | undefined = "";
  let failure: { error: unknown } | undefined;
  try {
    for await (const text of decoded(inflated(bytes))) {
      const lines: (string | undefined)[] = text.split("\n");
      if (lines.length === 1) {
        rest = joined(rest, text, maxLine);
        continue;
      }
      lines[0] = joined(rest, lines[0] as string, maxLine);
      rest = lines.pop();
      yield { first: number, lines };
      number += lines.length;
    }
  } catch (error) {
    failure = { error };
  }
  if (rest !== "") yield { first: number, lines: [rest] };
  if (failure) throw failure.error;
}

function joined(rest: string | undefined, text: string, maxLine: number): string | undefined {
  return rest === undefined || rest.length + text.length > maxLine ? undefined : rest + text;
}

async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { start, all } = await withStart(bytes, 2);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  if (!isGzip) return yield* all;
  // Not `compose`, which leaves an error of a stream that is cut off early unheard.
  yield* pipeline(Readable.from(all), createGunzip(), () => {}) as AsyncIterable<Uint8Array>;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { start, all } = await withStart(bytes, 2);
  const isUtf16 = start[0] === 0xff && start[1] === 0xfe;
  // Four times as fast as a TextDecoder, but for the mark at the beginning.
  const decoder = new StringDecoder(isUtf16 ? "utf16le" : "utf8");
  let isStart = true;
  for await (const chunk of all) {
    const text = decoder.write(chunk as Buffer);
    yield isStart ? text.replace(/^\uFEFF/, "") : text;
    isStart &&= text === "";
  }
  yield decoder.end();
}

/** Looks at the first bytes, which may come in pieces, without taking them away. */
async function withStart(bytes: AsyncIterable<Uint8Array>, length: number) {
  const iterator = bytes[Symbol.asyncIterator]();
  let start: Uint8Array = NOTHING;
  while (start.length < length) {
    const next = await iterator.next();
    if (next.done) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield start;
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      await iterator.return?.();
    }
  }
  return { start, all: all() };
}
