import { readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { InlineageError } from "../errors.js";
import { ignoredFiles } from "../git/ignored-files.js";
import { slashedPath } from "../versions/source-trees.js";

/** What one entry of the option `track` names. */
export type TrackedFiles = TrackedFile | TrackedFolder;

interface TrackedPattern {
  name: string;
  /** As the option says it. */
  pattern: string;
  /** Absolute paths, sorted. */
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
  const found = await lookFor(name, pattern, root);
  if (found.files.length > 0) return found;
  throw new InlineageError({
    code: "UNREADABLE_FILE",
    message: `the option "track" wants ${JSON.stringify(name)} to be the version of ${JSON.stringify(pattern)}, and there is no such file`,
    remedy: `write a file, folder or glob that starts from ${root}, or leave the name out.`,
    location: { file: resolve(root, pattern) },
  });
}

/** What a watcher has to look at to notice that what an entry names has changed, or come into being. */
export interface TrackedPaths {
  /** Absolute paths of files, there or not. */
  readonly files: readonly string[];
  /** Folders that count with all in them. */
  readonly folders: readonly string[];
  /** Folders that are there, of which it matters which entries they have themselves. */
  readonly directories: readonly string[];
}

export async function pathsToWatch(
  name: string,
  pattern: string,
  root: string,
): Promise<TrackedPaths> {
  const found = await lookFor(name, pattern, root);
  const path = resolve(root, pattern);
  if (found.kind === "file") {
    const isThere = found.files.length > 0;
    return { files: [path], folders: [], directories: isThere ? [] : [existing(dirname(path))] };
  }
  const { folder, files } = found;
  const directories = new Set([existing(folder)]);
  for (const file of files) {
    for (let at = dirname(file); at.length > folder.length; at = dirname(at)) directories.add(at);
  }
  return { files, folders: [folder], directories: [...directories] };
}

/** The nearest folder that is there. */
function existing(folder: string): string {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  const above = dirname(folder);
  return isFolder || above === folder ? folder : existing(above);
}

/** What is named, with no files when there are none. */
async function lookFor(name: string, pattern: string, root: string): Promise<TrackedFiles> {
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
    return { kind: "folder", name, pattern, files, folder, matches };
  }
  return { kind: "file", name, pattern, files: [] };
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
