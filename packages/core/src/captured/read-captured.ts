import { createReadStream } from "node:fs";
import { InlineageError } from "../errors.js";
import { type CapturedRecord, recordsOf } from "./captured-record.js";
import { createJsonValues, type LineProblem } from "./json-values.js";
import { numberedLines } from "./numbered-lines.js";

/** A file, or anything else with bytes in it. */
export interface CapturedSource {
  /** What it is called in problems: a path, or `standard input`. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** A line that tells of no inference, and why. */
export interface CapturedProblem {
  source: string;
  /** From 1. */
  line: number;
  reason: LineProblem | "no-record" | "broken-gzip";
  /** How the line begins. */
  excerpt: string;
}

export interface CapturedReading extends AsyncIterable<readonly CapturedRecord[]> {
  /** What has been read so far. */
  readonly progress: { readonly bytes: number; readonly records: number };
  /** Lines that were left out so far: how many, and the first of them. */
  readonly problems: { readonly total: number; readonly first: readonly CapturedProblem[] };
}

export interface ReadCapturedOptions {
  /** How many problems are kept. @default 20 */
  keepProblems?: number;
}

const CHUNK = 256 * 1024;
const EXCERPT = 120;
/** As zlib tells of bytes that aren't gzip any more, and of an end that is missing. */
const BROKEN_GZIP = new Set(["Z_DATA_ERROR", "Z_BUF_ERROR"]);

/** A file of captured events, to be read when it is its turn. */
export function capturedFile(path: string): CapturedSource {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* createReadStream(path, { highWaterMark: CHUNK });
  }
  return { name: path, bytes: bytes() };
}

/**
 * Reads captured inferences: JSON lines as the recorder writes them or `kcat` prints them, snapshots as JSON over many
 * lines, responses and log lines with a snapshot inside, each plain or as gzip. Memory stays flat, however long the
 * input.
 *
 * A line that can't be used takes nothing else with it; it is counted, and the first few are kept.
 *
 * @param sources are read one after the other
 * @returns records some at a time, in their order; to be read once
 * @throws {InlineageError} (while it is read) `UNREADABLE_FILE`
 *
 * @example
 * const reading = readCaptured([capturedFile("events.jsonl")]);
 * for await (const records of reading) for (const record of records) console.log(record.aggregatedVersion);
 * console.log(reading.problems.total);
 */
export function readCaptured(
  sources: Iterable<CapturedSource>,
  { keepProblems = 20 }: ReadCapturedOptions = {},
): CapturedReading {
  const progress = { bytes: 0, records: 0 };
  const problems = { total: 0, first: [] as CapturedProblem[] };

  function report(problem: CapturedProblem): void {
    problems.total++;
    if (problems.first.length < keepProblems) problems.first.push(problem);
  }

  async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      progress.bytes += chunk.length;
      yield chunk;
    }
  }

  async function* readSource({ name, bytes }: CapturedSource): AsyncGenerator<CapturedRecord[]> {
    let records: CapturedRecord[] = [];
    let lastLine = 0;
    const values = createJsonValues(({ line, text, ...found }) => {
      const own = found.kind === "value" ? recordsOf(found.value) : [];
      for (const record of own) records.push(record);
      if (own.length > 0 || isTombstone(found)) return;
      const reason = found.kind === "value" ? "no-record" : found.kind;
      report({ source: name, line, reason, excerpt: text.trim().slice(0, EXCERPT) });
    });
    function taken(): CapturedRecord[] {
      const batch = records;
      records = [];
      progress.records += batch.length;
      return batch;
    }
    try {
      for await (const { first, lines } of numberedLines(counted(bytes))) {
        for (const line of lines) values.add(line);
        lastLine = first + lines.length - 1;
        yield taken();
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (!BROKEN_GZIP.has(code)) throw unreadable(name, code, error);
      report({ source: name, line: lastLine + 1, reason: "broken-gzip", excerpt: "" });
    }
    values.end();
    yield taken();
  }

  return {
    progress,
    problems,
    async *[Symbol.asyncIterator]() {
      for (const source of sources) yield* readSource(source);
    },
  };
}

/** In a compacted topic, `null` says that a key is gone. */
function isTombstone(found: { kind: string; value?: unknown }): boolean {
  if (found.kind !== "value") return false;
  const { value } = found;
  return (
    value === null || (typeof value === "object" && "payload" in value && value.payload === null)
  );
}

function unreadable(name: string, code: string, cause: unknown): InlineageError {
  return new InlineageError({
    code: "UNREADABLE_FILE",
    message: `this can't be read (${code})`,
    remedy: "name a file of captured events that you may read, or - for standard input.",
    location: { file: name },
    cause,
  });
}
