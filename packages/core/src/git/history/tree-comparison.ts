import type { PathTrie } from "./path-trie.js";
import type { Tree, TreeEntry, TreeReader } from "./tree-reader.js";

const NOTHING: Tree = new Map();

/**
 * Whether two commits hold the same under all the paths: what git calls TREESAME. Absent in both is the same.
 *
 * @throws {UnreadableObject}
 */
export async function isSameIn(
  trees: TreeReader,
  paths: PathTrie,
  commit: string,
  other: string,
): Promise<boolean> {
  const [a, b] = await Promise.all([trees.top(commit), trees.top(other)]);
  return isSame(trees, paths, a, b);
}

async function isSame(
  trees: TreeReader,
  node: PathTrie,
  a: TreeEntry | undefined,
  b: TreeEntry | undefined,
): Promise<boolean> {
  if (a?.kind === b?.kind && a?.id === b?.id) return true;
  if (node.path !== undefined) return false;
  const [inA, inB] = await Promise.all([directory(trees, a), directory(trees, b)]);
  const children = [...node.children].map(([name, child]) =>
    isSame(trees, child, inA.get(name), inB.get(name)),
  );
  return (await Promise.all(children)).every((same) => same);
}

/**
 * The paths that aren't plain entries of a commit: absent, or directories.
 *
 * @throws {UnreadableObject}
 */
export async function openPaths(
  trees: TreeReader,
  paths: PathTrie,
  commit: string,
): Promise<string[]> {
  const found: string[] = [];
  const descend = async (node: PathTrie, entry: TreeEntry | undefined): Promise<void> => {
    const plain = entry !== undefined && entry.kind !== "directory";
    if (node.path !== undefined && !plain) found.push(node.path);
    const inside = node.children.size === 0 ? NOTHING : await directory(trees, entry);
    await Promise.all([...node.children].map(([name, child]) => descend(child, inside.get(name))));
  };
  await descend(paths, await trees.top(commit));
  return found;
}

async function directory(trees: TreeReader, entry: TreeEntry | undefined): Promise<Tree> {
  return entry?.kind === "directory" ? trees.read(entry.id) : NOTHING;
}
