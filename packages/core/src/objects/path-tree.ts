import {
  type HistoryReader,
  isTree,
  type TreeItem,
  UnreadableObjectError,
} from "./history-reader.js";

/** A set of paths by their folders, to compare them in two trees without opening folders that are the same in both. */
export interface PathNode {
  /** By name, its UTF-8 bytes read as Latin-1: the form in which a tree's bytes are looked at. */
  children: Map<string, PathNode>;
  /** The path that ends here. */
  path: string | undefined;
  /** What was last found under this node's names, and in which tree: neighbours in history share most trees. */
  seen: { tree: string; items: ReadonlyMap<string, TreeItem> } | undefined;
}

export function pathTree(paths: Iterable<string>): PathNode {
  const root = emptyNode();
  for (const path of paths) addPath(root, path);
  return root;
}

export function addPath(root: PathNode, path: string): void {
  let node = root;
  for (const part of path.split("/")) {
    const name = Buffer.from(part).toString("latin1");
    let child = node.children.get(name);
    if (!child) {
      child = emptyNode();
      node.children.set(name, child);
      node.seen = undefined;
    }
    node = child;
  }
  node.path = path;
}

/** Takes paths out, and folders that are empty then. */
export function removePaths(root: PathNode, paths: Iterable<string>): void {
  for (const path of paths) {
    const chain: [PathNode, string][] = [];
    let node: PathNode | undefined = root;
    for (const part of path.split("/")) {
      const name = Buffer.from(part).toString("latin1");
      chain.push([node, name]);
      node = node.children.get(name);
      if (!node) break;
    }
    if (!node) continue;
    node.path = undefined;
    for (const [parent, name] of chain.reverse()) {
      const child = parent.children.get(name);
      if (!child || child.path !== undefined || child.children.size > 0) break;
      parent.children.delete(name);
    }
  }
}

/** All paths in the set. */
export function* pathsOf(node: PathNode): Iterable<string> {
  if (node.path !== undefined) yield node.path;
  for (const child of node.children.values()) yield* pathsOf(child);
}

export interface TreeComparison {
  /** Paths that are not the same, in mode or content, in both trees. */
  different: string[];
  /** Paths that can't be compared, for want of a tree. */
  unreadable: string[];
}

/** Compares the paths of a set in two trees. */
export function compareTrees(
  reader: HistoryReader,
  one: string,
  other: string,
  node: PathNode,
  result: TreeComparison = { different: [], unreadable: [] },
): TreeComparison {
  if (one === other) return result;
  const items = readItems(reader, one, node);
  const otherItems = items && readItems(reader, other, node);
  if (!items || !otherItems) {
    result.unreadable.push(...pathsOf(node));
    return result;
  }
  for (const [name, child] of node.children) {
    const item = items.get(name);
    const otherItem = otherItems.get(name);
    if (item?.id === otherItem?.id && item?.mode === otherItem?.mode) continue;
    if (item && otherItem && isTree(item) && isTree(otherItem)) {
      if (child.path !== undefined)
        compareFolders(reader, item.id, otherItem.id, child.path, result);
      compareTrees(reader, item.id, otherItem.id, child, result);
    } else {
      result.different.push(...pathsOf(child));
    }
  }
  return result;
}

/** Trees may be written in different ways and hold the same: see `canonicalMode`. */
function compareFolders(
  reader: HistoryReader,
  one: string,
  other: string,
  path: string,
  result: TreeComparison,
): void {
  try {
    if (!holdTheSame(reader, one, other)) result.different.push(path);
  } catch (error) {
    if (!(error instanceof UnreadableObjectError)) throw error;
    result.unreadable.push(path);
  }
}

function holdTheSame(reader: HistoryReader, one: string, other: string): boolean {
  if (one === other) return true;
  const items = reader.items(one);
  const otherItems = reader.items(other);
  if (items.size !== otherItems.size) return false;
  const subfolders: [string, string][] = [];
  for (const [name, item] of items) {
    const otherItem = otherItems.get(name);
    if (item.mode !== otherItem?.mode) return false;
    if (item.id === otherItem.id) continue;
    if (!isTree(item)) return false;
    subfolders.push([item.id, otherItem.id]);
  }
  return subfolders.every(([id, otherId]) => holdTheSame(reader, id, otherId));
}

/** What a tree holds at each path of a set; absent paths are not in it. */
export function itemsAt(
  reader: HistoryReader,
  tree: string,
  node: PathNode,
  result = new Map<string, TreeItem>(),
): ReadonlyMap<string, TreeItem> {
  const items = reader.items(tree, node.children);
  for (const [name, child] of node.children) {
    const item = items.get(name);
    if (item && child.path !== undefined) result.set(child.path, item);
    if (item && isTree(item) && child.children.size > 0) itemsAt(reader, item.id, child, result);
  }
  return result;
}

function readItems(
  reader: HistoryReader,
  tree: string,
  node: PathNode,
): ReadonlyMap<string, TreeItem> | undefined {
  if (node.seen?.tree === tree) return node.seen.items;
  try {
    const items = reader.items(tree, node.children);
    node.seen = { tree, items };
    return items;
  } catch (error) {
    if (error instanceof UnreadableObjectError) return undefined;
    throw error;
  }
}

function emptyNode(): PathNode {
  return { children: new Map(), path: undefined, seen: undefined };
}
