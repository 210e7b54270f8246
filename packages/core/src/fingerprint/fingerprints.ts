import { readFileSync } from "node:fs";
import { unreadable } from "../git/blob-ids.js";
import type { MarkScanner } from "../marks/mark-scanner.js";
import { fileFingerprint } from "./fingerprint.js";

/** The fingerprints of files on disk, each made again only when the file has changed. */
export interface Fingerprints {
  /**
   * @param file absolute path
   * @throws {InlineageError} `UNREADABLE_FILE`
   */
  of(file: string): string;
}

/**
 * Read from the disk, not from what a bundler passes on: other plugins may have been there first, and fingerprints
 * are the same in every bundler.
 */
export function createFingerprints(scanner: MarkScanner): Fingerprints {
  const known = new Map<string, { content: Buffer; fingerprint: string }>();
  return {
    of(file) {
      const content = read(file);
      const before = known.get(file);
      if (before?.content.equals(content)) return before.fingerprint;
      const fingerprint = fileFingerprint(content, file, scanner);
      known.set(file, { content, fingerprint });
      return fingerprint;
    },
  };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
