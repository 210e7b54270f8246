/** A commit of the stream, with what it changed against its first parent. */
export interface HistoryRecord {
  commit: string;
  /** Committer date as `--date=raw` prints it; empty when git can't read the commit's. */
  rawDate: string;
  parents: readonly string[];
  /** Only the paths the reader watches; each byte a character (latin1). */
  changed: string[];
}

/** What {@link HistoryParser} reads is asked for with these options of `git log`. */
export const RECORD_OPTIONS: readonly string[] = [
  // A third of what --raw prints, which tells nothing more that is needed.
  "--name-only",
  "-r",
  "-z",
  "--no-renames",
  "--date=raw",
  "--format=%x00%H%x20%P%x01%cd",
];

const NUL = 0x00;

/**
 * Reads commits and the names of what each changed: `<nul>COMMIT PARENT...<1>DATE<nul>`, then, if it changed
 * anything, a line break and `PATH<nul>` for each. No path is empty, so where one could begin, a NUL begins a commit:
 * names that look like anything else do no harm.
 */
export class HistoryParser {
  readonly #isWatched: (path: string) => boolean;
  #rest: Buffer = Buffer.alloc(0);
  #record: HistoryRecord | undefined;
  /** Whether the line break before the first path is still to come. */
  #atHeader = false;

  constructor(isWatched: (path: string) => boolean) {
    this.#isWatched = isWatched;
  }

  /** The records that are complete with this chunk, one at a time. */
  *read(chunk: Buffer): Generator<HistoryRecord> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let position = 0;
    while (position < bytes.length) {
      const isHeader = bytes[position] === NUL;
      const start = isHeader || this.#atHeader ? position + 1 : position;
      const end = bytes.indexOf(NUL, start);
      if (end < 0) break;
      const text = bytes.toString("latin1", start, end);
      const finished = isHeader ? this.#record : undefined;
      if (isHeader) this.#record = parseHeader(text);
      else if (this.#isWatched(text)) this.#record?.changed.push(text);
      this.#atHeader = isHeader;
      position = end + 1;
      if (finished) yield finished;
    }
    this.#rest = bytes.subarray(position);
  }

  /** The last record, once git has come to its end: no header follows it to tell that it is complete. */
  end(): HistoryRecord | undefined {
    return this.#rest.length === 0 ? this.#record : undefined;
  }
}

function parseHeader(header: string): HistoryRecord {
  const [ids = "", rawDate = ""] = header.split("\x01");
  const [commit = "", ...parents] = ids.trimEnd().split(" ");
  return { commit, rawDate, parents, changed: [] };
}
