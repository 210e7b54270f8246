import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blobId } from "../git/blob-ids.js";
import type { Repository } from "../git/repository.js";
import { headItems } from "./head-items.js";
import type { TreeItem } from "./history-reader.js";
import { isHistoryPlain, readHead } from "./read-head.js";

/** More are quicker compared by git, which knows from its index which files were touched. */
export const MOST_PATHS = 250;
const MOST_BYTES = 1024 * 1024;

/** What reading the objects in this process shows. Of a path in neither set nothing is known. */
export interface ComparedPaths {
  /** HEAD holds the very bytes and the mode that are on disk. */
  clean: ReadonlySet<string>;
  /** HEAD holds other bytes, which a checkout may have made into those on disk. */
  differing: ReadonlySet<string>;
}

/** The paths that {@link comparePaths} shows to be as HEAD has them. */
export function cleanPaths(repository: Repository, paths: readonly string[]): ReadonlySet<string> {
  return comparePaths(repository, paths).clean;
}

/**
 * Compares files with HEAD by their bytes: a few milliseconds, where starting git takes a bundler of some hundred
 * megabytes up to 20.
 *
 * @param paths relative to the repository's top level, with `/`
 */
export function comparePaths(repository: Repository, paths: readonly string[]): ComparedPaths {
  const { head } = repository;
  if (head.kind !== "commit" || paths.length > MOST_PATHS) return NOTHING;
  if (!isHistoryPlain(repository)) return NOTHING;
  const now = readHead(repository);
  if (now.kind !== "commit" || now.commit !== head.commit) return NOTHING;
  const items = headItems(repository, paths);
  const clean = new Set<string>();
  const differing = new Set<string>();
  for (const path of paths) {
    const item = items.get(path);
    const relation = item && compare(repository, path, item);
    if (relation === "clean") clean.add(path);
    if (relation === "differing") differing.add(path);
  }
  return { clean, differing };
}

const NOTHING: ComparedPaths = { clean: new Set(), differing: new Set() };

/** Links, and modes where the disk has none, are left to git. */
function compare(
  { topLevel, objectFormat }: Repository,
  path: string,
  item: TreeItem,
): "clean" | "differing" | undefined {
  const file = join(topLevel, path);
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > MOST_BYTES) return undefined;
    if (blobId(readFileSync(file), objectFormat) !== item.id) return "differing";
    const mode = (stats.mode & 0o100) === 0 ? "100644" : "100755";
    return item.mode === mode ? "clean" : undefined;
  } catch {
    return undefined;
  }
}
