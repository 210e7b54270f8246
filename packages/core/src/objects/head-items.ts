import type { Repository } from "../git/repository.js";
import { HistoryReader, type TreeItem, UnreadableObjectError } from "./history-reader.js";
import { itemsAt, pathTree } from "./path-tree.js";

/** Path to what HEAD's commit holds there; `undefined` where it has nothing. */
export type HeadItems = ReadonlyMap<string, TreeItem | undefined>;

/** By open repository: the commit at its HEAD never changes. */
const known = new WeakMap<Repository, Map<string, TreeItem | undefined>>();

/** What was read so far. */
export function knownItems(repository: Repository): HeadItems {
  return known.get(repository) ?? NONE;
}

const NONE: HeadItems = new Map();

/** Takes what an earlier build read of the same commit. */
export function rememberItems(repository: Repository, items: Iterable<[string, TreeItem]>): void {
  known.set(repository, new Map([...knownItems(repository), ...items]));
}

/**
 * What HEAD's commit holds at each path. It is read once: to open a folder of thousands of files takes milliseconds.
 *
 * @param repository with a commit at HEAD
 * @param paths relative to the repository's top level, with `/`
 * @returns nothing of those that can't be read
 */
export function headItems(repository: Repository, paths: readonly string[]): HeadItems {
  const items = new Map(knownItems(repository));
  const unread = paths.filter((path) => !items.has(path));
  if (unread.length === 0 || repository.head.kind !== "commit") return items;
  const reader = new HistoryReader(repository);
  try {
    const { tree } = reader.commit(repository.head.commit);
    const found = itemsAt(reader, tree, pathTree(unread));
    for (const path of unread) items.set(path, found.get(path));
    known.set(repository, items);
  } catch (error) {
    if (!(error instanceof UnreadableObjectError)) throw error;
  } finally {
    reader.close();
  }
  return items;
}
