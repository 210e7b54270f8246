import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { dirname } from "node:path";
import type { BundledSources } from "../bundled-sources.js";
import { unreadable } from "../git/blob-ids.js";
import type { MarkScanner } from "../marks/mark-scanner.js";
import type { BuildMemory } from "../remembered/build-memory.js";
import { circumstancesOf, type MarkCircumstances } from "../remembered/circumstances.js";
import { slashedPath } from "../versions/source-trees.js";
import { fileFingerprint, listFingerprint, SOURCE_NAME } from "./fingerprint.js";

/** The fingerprints of files, each made again only when the file has changed. */
export interface Fingerprints {
  /**
   * @param file absolute path
   * @throws {InlineageError} `UNREADABLE_FILE`
   */
  of(file: string): string;
  /**
   * One for several files together: SHA-256 over `PATH<nul>FINGERPRINT<lf>` of each, sorted, with paths that start
   * from the first one's folder. Of one file it is that file's own.
   *
   * @throws {InlineageError} `UNREADABLE_FILE`
   */
  ofSeveral(files: readonly string[]): string;
}

/**
 * Of what the disk has, or had when a bundler took it, and not of what that passes on: other plugins may have been
 * there first, and fingerprints are the same in every bundler.
 */
export function createFingerprints(
  scanner: MarkScanner,
  memory: BuildMemory,
  sources: Pick<BundledSources, "of">,
  marks: MarkCircumstances,
): Fingerprints {
  const known = new Map<string, { content: Buffer; fingerprint: string }>();

  function of(file: string): string {
    const content = sources.of(file) ?? read(file);
    const before = known.get(file);
    if (before?.content.equals(content)) return before.fingerprint;
    const find = () => fileFingerprint(content, file, scanner);
    const circumstances = ["fingerprint", ...circumstancesOf(file, marks)];
    // Only those take longer to find than to remember.
    const isKept = SOURCE_NAME.test(file);
    const fingerprint = isKept ? memory.recall(content, circumstances, find) : find();
    // Asked for when the rest is known, and kept.
    if (isKept) memory.keep();
    known.set(file, { content, fingerprint });
    return fingerprint;
  }

  return {
    of,
    ofSeveral(files) {
      const [first, ...others] = files as readonly [string];
      if (others.length === 0) return of(first);
      const lines = files.map((file) => `${slashedPath(dirname(first), file)}\0${of(file)}\n`);
      return listFingerprint(lines.sort().join(""));
    },
  };
}

/** Of a package everything is in its name and version. */
export function packageFingerprint(name: string, version: string): string {
  return listFingerprint(`${name}\0${version}\n`);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    // A link to a folder or to nothing, in a folder of files without code.
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
      return readlinkSync(file, "buffer");
    }
    throw unreadable(file, cause);
  }
}
