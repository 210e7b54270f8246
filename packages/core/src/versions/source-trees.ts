import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { unreadable } from "../git/blob-ids.js";
import { findGitHolder } from "../git/repository.js";

/** A file where it really is: its folder without symbolic links. A link itself has a history of its own. */
export interface PlacedFile {
  /** As the caller wrote it. */
  file: string;
  /** Absolute path. */
  real: string;
}

/** Files that share the nearest `.git` upward. */
export interface SourceTree {
  /** Absolute path of the folder that has the `.git`; `undefined` where there is none up to the root. */
  holder: string | undefined;
  files: readonly PlacedFile[];
}

/**
 * Sorts files by the repository they may belong to: one in a submodule or a nested repository belongs to that,
 * whatever surrounds it.
 *
 * @param files absolute paths
 * @throws {InlineageError} `UNREADABLE_FILE` for a file whose folder is gone
 */
export function sourceTrees(files: readonly string[]): readonly SourceTree[] {
  const folders = new Map<string, { real: string; holder: string | undefined }>();
  const trees = new Map<string | undefined, PlacedFile[]>();
  for (const file of new Set(files)) {
    const written = dirname(file);
    const folder = folders.get(written) ?? openFolder(written, file);
    folders.set(written, folder);
    const placed = trees.get(folder.holder) ?? [];
    trees.set(folder.holder, placed);
    placed.push({ file, real: join(folder.real, basename(file)) });
  }
  return [...trees].map(([holder, placed]) => ({ holder, files: placed }));
}

function openFolder(folder: string, file: string) {
  try {
    const real = realpathSync.native(folder);
    return { real, holder: findGitHolder(real) };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** A file and the repository it may belong to. */
export interface HeldFile extends PlacedFile {
  holder: string | undefined;
}

/** {@link sourceTrees} by file. */
export function placeFiles(files: readonly string[]): ReadonlyMap<string, HeldFile> {
  const trees = sourceTrees(files);
  return new Map(
    trees.flatMap(({ holder, files }) =>
      files.map((placed): [string, HeldFile] => [placed.file, { ...placed, holder }]),
    ),
  );
}

/** The way from a folder to a file, with `/`. */
export function slashedPath(from: string, to: string): string {
  const path = relative(from, to);
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** Whether a path leads below a folder. */
export function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
