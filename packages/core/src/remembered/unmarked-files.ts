import { readFileSync, type Stats, statSync } from "node:fs";
import { readKept, writeKept } from "./kept-file.js";
import { projectFile } from "./project-file.js";

/** The files of a project whose text can't hold marks, known without reading them a second time. */
export interface UnmarkedFiles {
  /**
   * @param file absolute path
   * @returns whether its text may hold marks; `undefined` when it can't be read
   */
  mayHoldMarks(file: string): boolean | undefined;
  /** Keeps what is new, soon: not while a bundler waits. */
  keep(): void;
}

const MOST_FILES = 16;
const MOST_ENTRIES = 100_000;
/** Fewer are read again as quickly. */
const FEWEST_NEWS = 32;
/**
 * A file that changed so lately, in milliseconds, could change again without showing it: file systems count time in
 * steps of up to 2 seconds. (Git has the same trouble and calls such files racily clean.)
 */
const SETTLED = 3000;

/**
 * Whether a file is still the one that was read is told as git tells it, by size, times and inode: nobody can set
 * back the time of the last change (`ctime`).
 *
 * @param root absolute path of the project; nothing is kept where there is no `node_modules`
 * @param pattern what texts with marks match
 * @param mayHoldMarks whether a text matches it
 */
export function createUnmarkedFiles(
  root: string,
  pattern: RegExp,
  mayHoldMarks: (text: string) => boolean,
): UnmarkedFiles {
  const format = `inlineage unmarked files 1 ${pattern.source}`;
  const stamps = new Map<string, Stamp>();
  const seen = new Set<string>();
  let kept: string | undefined;
  let isOpen = false;
  let news = 0;

  /** Read when it is first needed. */
  function open(): void {
    isOpen = true;
    kept = projectFile(root, "unmarked");
    const text = kept === undefined ? undefined : readKept(kept, format);
    if (text === undefined) return;
    for (const [file, stamp] of JSON.parse(text) as [string, Stamp][]) stamps.set(file, stamp);
  }

  function write(): void {
    if (kept === undefined) return;
    const entries = [...stamps];
    const isTooMuch = entries.length > MOST_ENTRIES;
    const wanted = isTooMuch ? entries.filter(([file]) => seen.has(file)) : entries;
    writeKept(kept, format, JSON.stringify(wanted), MOST_FILES);
  }

  return {
    mayHoldMarks(file) {
      if (!isOpen) open();
      try {
        // Before it is read: what is written after that shows.
        const stats = statSync(file);
        seen.add(file);
        if (isStampOf(stats, stamps.get(file))) return false;
        const isUnmarked = !mayHoldMarks(readFileSync(file, "utf8"));
        if (isUnmarked && Date.now() - stats.ctimeMs > SETTLED) {
          stamps.set(file, [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino]);
          news += 1;
        } else {
          stamps.delete(file);
        }
        return !isUnmarked;
      } catch {
        return undefined;
      }
    },
    keep() {
      if (news < FEWEST_NEWS) return;
      news = 0;
      setImmediate(write);
    },
  };
}

/** Size in bytes, the times of the last write and the last change, in milliseconds, and the inode. */
type Stamp = readonly [size: number, mtime: number, ctime: number, inode: number];

function isStampOf({ size, mtimeMs, ctimeMs, ino }: Stats, stamp: Stamp | undefined): boolean {
  if (!stamp) return false;
  return stamp[0] === size && stamp[1] === mtimeMs && stamp[2] === ctimeMs && stamp[3] === ino;
}
