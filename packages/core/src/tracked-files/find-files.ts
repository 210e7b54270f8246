import { readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { InlineageError } from "../errors.js";
import { ignoredFiles } from "../git/ignored-files.js";
import { slashedPath } from "../versions/source-trees.js";

/** What one entry of the option `track` names. */
export type TrackedFiles = TrackedFile | TrackedFolder;

interface TrackedPattern {
  name: string;
  /** As the option says it. */
  pattern: string;
  /** Absolute paths, sorted; never none. */
  files: readonly string[];
}

export interface TrackedFile extends TrackedPattern {
  kind: "file";
}

/** A folder, or a glob and the folder that its fixed part names. */
export interface TrackedFolder extends TrackedPattern {
  kind: "folder";
  /** Absolute path, without symbolic links: below a link git knows no files. */
  folder: string;
  /** Whether a path that starts from the folder, with `/`, is meant. */
  matches(path: string): boolean;
}

const NEVER_ENTERED = new Set(["node_modules", ".git"]);

/**
 * The files that a path or a glob names. What git ignores is left out of folders and globs.
 *
 * @param root absolute path that patterns start from
 * @throws {InlineageError} `UNREADABLE_FILE` when there are none
 */
export async function findTrackedFiles(
  name: string,
  pattern: string,
  root: string,
): Promise<TrackedFiles> {
  const path = resolve(root, pattern);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return { kind: "file", name, pattern, files: [path] };
  // Loaded for the few builds that need it.
  const { default: picomatch } = await import("picomatch");
  const { base, glob, isGlob, negated } = picomatch.scan(pattern.replaceAll(sep, "/"));
  if (stats || (isGlob && !negated)) {
    const folder = realFolder(stats ? path : resolve(root, base));
    const matches = stats ? () => true : picomatch(glob, { dot: true });
    const found = filesBelow(folder).filter((file) => matches(slashedPath(folder, file)));
    const ignored = found.length > 0 ? await ignoredFiles(folder, found) : NONE;
    const files = found.filter((file) => !ignored.has(file)).sort();
    if (files.length > 0) return { kind: "folder", name, pattern, files, folder, matches };
  }
  throw new InlineageError({
    code: "UNREADABLE_FILE",
    message: `the option "track" wants ${JSON.stringify(name)} to be the version of ${JSON.stringify(pattern)}, and there is no such file`,
    remedy: `write a file, folder or glob that starts from ${root}, or leave the name out.`,
    location: { file: path },
  });
}

const NONE: ReadonlySet<string> = new Set();

/** Where a folder really is; any other path as it is. */
export function realFolder(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? realpathSync.native(path) : path;
}

/** Links count as they are: git doesn't follow them either. What is neither file nor link it doesn't know. */
function filesBelow(folder: string): string[] {
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
    : [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NEVER_ENTERED.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
}
