import { createHash, randomBytes } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What a writer that was killed leaves behind is nobody's after this many milliseconds. */
const ABANDONED = 60 * 60 * 1000;

/**
 * A text that was kept for the next build.
 *
 * @param format name of what the text is written in: another version's texts are none
 * @returns `undefined` when there is none, or not exactly what was once written
 */
export function readKept(file: string, format: string): string | undefined {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const line = content.indexOf("\n");
  const text = content.slice(line + 1);
  return line !== -1 && content.slice(0, line) === checksum(format, text) ? text : undefined;
}

/**
 * Keeps a text. A reader sees it whole or not at all, also when two builds write at once or one is killed; a folder
 * that can't be written to is left alone. Of the files beside it, those written last stay.
 *
 * @param mostFiles how many
 */
export function writeKept(file: string, format: string, text: string, mostFiles: number): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${checksum(format, text)}\n${text}`);
    renameSync(draft, file);
    removeOldFiles(dirname(file), mostFiles);
  } catch {
    remove(draft);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // On a disk that can't be written to, or below what is no folder.
  }
}

function checksum(format: string, text: string): string {
  return createHash("sha256").update(`${format}\n${text}`).digest("hex");
}

function removeOldFiles(folder: string, mostFiles: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return written === undefined ? [] : [{ path, written, isDraft: name.endsWith(".tmp") }];
  });
  const abandoned = files.filter(
    ({ isDraft, written }) => isDraft && written < Date.now() - ABANDONED,
  );
  const whole = files.filter(({ isDraft }) => !isDraft).sort((a, b) => b.written - a.written);
  for (const { path } of [...abandoned, ...whole.slice(mostFiles)]) remove(path);
}
