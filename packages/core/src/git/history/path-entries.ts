import { type PathTrie, pathTrie } from "./path-trie.js";
import type { TreeEntry, TreeReader } from "./tree-reader.js";

/** What a commit holds at some paths; those where there is nothing are missing. */
export type PathEntries = ReadonlyMap<string, TreeEntry>;

/**
 * Looks many paths up, each directory at once by its full name: a merge costs one exchange with git, not one for
 * each level.
 *
 * @throws {UnreadableObject}
 */
export async function readEntries(
  trees: TreeReader,
  commit: string,
  paths: Iterable<string>,
): Promise<PathEntries> {
  const entries = new Map<string, TreeEntry>();
  const unclear: string[] = [];
  const readDirectory = async (directory: string, inside: ReadonlyMap<string, string>) => {
    const found = await trees.findIn(commit, directory, inside);
    if (found === undefined) unclear.push(...inside.values());
    for (const [name, entry] of found ?? []) entries.set(inside.get(name) as string, entry);
  };
  await Promise.all([...byDirectory(paths)].map((group) => readDirectory(...group)));
  if (unclear.length > 0) await descend(trees, commit, pathTrie(unclear), entries);
  return entries;
}

/** Directory to what is asked for in it, as name to path. */
function byDirectory(paths: Iterable<string>): Map<string, Map<string, string>> {
  const directories = new Map<string, Map<string, string>>();
  for (const path of paths) {
    const slash = path.lastIndexOf("/");
    const directory = path.slice(0, Math.max(0, slash));
    const inside = directories.get(directory) ?? new Map();
    directories.set(directory, inside.set(path.slice(slash + 1), path));
  }
  return directories;
}

/** Level by level, which tells what isn't there from what can't be read. */
async function descend(
  trees: TreeReader,
  tree: string,
  node: PathTrie,
  entries: Map<string, TreeEntry>,
): Promise<void> {
  const below = [...(await trees.find(tree, node.children))].map(([name, entry]) => {
    const child = node.children.get(name) as PathTrie;
    if (child.path !== undefined) entries.set(child.path, entry);
    const goesOn = entry.kind === "directory" && child.children.size > 0;
    return goesOn ? descend(trees, entry.id, child, entries) : undefined;
  });
  await Promise.all(below);
}

/** Whether both hold the same at all the paths: what git calls TREESAME. Nothing in both is the same. */
export function areSame(a: PathEntries, b: PathEntries, paths: readonly string[]): boolean {
  return paths.every((path) => {
    const [inA, inB] = [a.get(path), b.get(path)];
    return inA?.kind === inB?.kind && inA?.id === inB?.id;
  });
}
