import { type PathTrie, pathTrie } from "./path-trie.js";
import type { TreeEntry, TreeReader } from "./tree-reader.js";

/** What a commit holds at some paths; those where there is nothing are missing. */
export type PathEntries = ReadonlyMap<string, TreeEntry>;

/**
 * Looks many paths up in one descent, a directory once.
 *
 * @throws {UnreadableObject}
 */
export async function readEntries(
  trees: TreeReader,
  commit: string,
  paths: Iterable<string>,
): Promise<PathEntries> {
  const entries = new Map<string, TreeEntry>();
  const descend = async (tree: string, node: PathTrie): Promise<void> => {
    const found = await trees.find(tree, node.children);
    const below = [...found].map(([name, entry]) => {
      const child = node.children.get(name) as PathTrie;
      if (child.path !== undefined) entries.set(child.path, entry);
      const goesOn = entry.kind === "directory" && child.children.size > 0;
      return goesOn ? descend(entry.id, child) : undefined;
    });
    await Promise.all(below);
  };
  await descend(commit, pathTrie(paths));
  return entries;
}

/** Whether both hold the same at all the paths: what git calls TREESAME. Nothing in both is the same. */
export function areSame(a: PathEntries, b: PathEntries, paths: readonly string[]): boolean {
  return paths.every((path) => {
    const [inA, inB] = [a.get(path), b.get(path)];
    return inA?.kind === inB?.kind && inA?.id === inB?.id;
  });
}
