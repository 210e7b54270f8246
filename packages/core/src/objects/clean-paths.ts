import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blobId } from "../git/blob-ids.js";
import type { Repository } from "../git/repository.js";
import { headItems } from "./head-items.js";
import type { TreeItem } from "./history-reader.js";
import { isHistoryAltered, readHead } from "./read-head.js";

/** More are quicker compared by git, which knows from its index which files were touched. */
export const MOST_PATHS = 250;
const MOST_BYTES = 1024 * 1024;

/**
 * The paths of which HEAD holds the very bytes and the mode that are on disk, as far as reading the objects in this
 * process shows it: a few milliseconds, where starting git takes a bundler of some hundred megabytes up to 20. Of the
 * others nothing is known.
 *
 * @param paths relative to the repository's top level, with `/`
 */
export function cleanPaths(repository: Repository, paths: readonly string[]): ReadonlySet<string> {
  const { head } = repository;
  if (head.kind !== "commit" || paths.length > MOST_PATHS) return NONE;
  if (isHistoryAltered(repository)) return NONE;
  const now = readHead(repository);
  if (now.kind !== "commit" || now.commit !== head.commit) return NONE;
  const items = headItems(repository, paths);
  return new Set(
    paths.filter((path) => {
      const item = items.get(path);
      return item !== undefined && isOnDisk(repository, path, item);
    }),
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Links, and modes where the disk has none, are left to git. */
function isOnDisk({ topLevel, objectFormat }: Repository, path: string, item: TreeItem): boolean {
  const file = join(topLevel, path);
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > MOST_BYTES) return false;
    const mode = (stats.mode & 0o100) === 0 ? "100644" : "100755";
    return item.mode === mode && blobId(readFileSync(file), objectFormat) === item.id;
  } catch {
    return false;
  }
}
