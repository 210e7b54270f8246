import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { unreadable } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
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

const READS = 8;

/**
 * Sorts files by the repository they may belong to: one in a submodule or a nested repository belongs to that,
 * whatever surrounds it.
 *
 * @param files absolute paths
 * @throws {InlineageError} `UNREADABLE_FILE` for a file whose folder is gone
 */
export async function sourceTrees(files: readonly string[]): Promise<readonly SourceTree[]> {
  const holders = new Map<string, Promise<string | undefined>>();
  const holderOf = (directory: string) => {
    const known = holders.get(directory) ?? findGitHolder(directory);
    holders.set(directory, known);
    return known;
  };
  const trees = new Map<string | undefined, PlacedFile[]>();
  await concurrently(READS, [...new Set(files)], async (file) => {
    const directory = await realpath(dirname(file)).catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
    const holder = await holderOf(directory);
    const placed = trees.get(holder) ?? [];
    trees.set(holder, placed);
    placed.push({ file, real: join(directory, basename(file)) });
  });
  return [...trees].map(([holder, placed]) => ({ holder, files: placed }));
}

/** A file and the repository it may belong to. */
export interface HeldFile extends PlacedFile {
  holder: string | undefined;
}

/** {@link sourceTrees} by file. */
export async function placeFiles(files: readonly string[]): Promise<ReadonlyMap<string, HeldFile>> {
  const trees = await sourceTrees(files);
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
