/** A commit of the stream, with what it changed against its first parent. */
export interface HistoryRecord {
  commit: string;
  /** Committer date as `--date=raw` prints it; empty when git can't read the commit's. */
  rawDate: string;
  parents: string[];
  /** Only the paths the reader watches; each byte a character (latin1). */
  changed: string[];
}

/** What {@link HistoryParser} reads is asked for with these options of `git log`. */
export const RECORD_OPTIONS: readonly string[] = [
  "--raw",
  "-r",
  "-z",
  "--no-abbrev",
  "--no-renames",
  "--date=raw",
  "--format=%x01%H%x20%P%x01%cd",
];

const NUL = 0x00;
const HEADER = 0x01;
const ENTRY = 0x3a;

/**
 * Reads what git-diff-tree(1) calls the raw output format. A path is taken from where an entry says it must be, so
 * names that look like headers or entries do no harm.
 */
export class HistoryParser {
  readonly #isWatched: (path: string) => boolean;
  #rest: Buffer = Buffer.alloc(0);
  #record: HistoryRecord | undefined;
  #entryLength = 0;

  constructor(isWatched: (path: string) => boolean) {
    this.#isWatched = isWatched;
  }

  /** The records that are complete with this chunk, one at a time. */
  *read(chunk: Buffer): Generator<HistoryRecord> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let position = 0;
    while (position < bytes.length) {
      const kind = bytes[position];
      if (kind === ENTRY) {
        const end = this.#readEntry(bytes, position);
        if (end === undefined) break;
        position = end;
      } else if (kind === HEADER) {
        const end = bytes.indexOf(NUL, position);
        if (end < 0) break;
        const finished = this.#record;
        this.#record = parseHeader(bytes.toString("latin1", position + 1, end));
        this.#entryLength = entryHeaderLength(this.#record.commit.length);
        position = end + 1;
        if (finished) yield finished;
      } else {
        // The line break between a header and its entries.
        position += 1;
      }
    }
    this.#rest = bytes.subarray(position);
  }

  /** The last record, once git has come to its end: no header follows it to tell that it is complete. */
  end(): HistoryRecord | undefined {
    return this.#rest.length === 0 ? this.#record : undefined;
  }

  #readEntry(bytes: Buffer, position: number): number | undefined {
    const start = position + this.#entryLength;
    const end = bytes.indexOf(NUL, start);
    if (end < 0) return undefined;
    const path = bytes.toString("latin1", start, end);
    if (this.#isWatched(path)) this.#record?.changed.push(path);
    return end + 1;
  }
}

function parseHeader(header: string): HistoryRecord {
  const [ids = "", rawDate = ""] = header.split("\x01");
  const [commit = "", ...parents] = ids.trimEnd().split(" ");
  return { commit, rawDate, parents, changed: [] };
}

/** `:MODE MODE ID ID S` and a NUL. Without renames the status is one letter. */
function entryHeaderLength(idLength: number): number {
  return 1 + 2 * (6 + 1) + 2 * (idLength + 1) + 1 + 1;
}
