/** A file, symbolic link (120000) or submodule (160000) of a made-up commit. */
export interface HistoryEntry {
  mode: string;
  /** Which of a few contents. */
  content: number;
}

/** Path to entry; directories are implied. */
export type HistoryTree = Map<string, HistoryEntry>;

/** Puts a file where it is asked for; a directory of that name, or files in the way above, go. */
export function placeEntry(tree: HistoryTree, path: string, entry: HistoryEntry): void {
  for (const other of [...tree.keys()]) {
    if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) tree.delete(other);
  }
  tree.set(path, entry);
}

/** What a clean merge makes of each file; where both sides changed it, the second wins. */
export function threeWayMerge(
  base: HistoryTree,
  ours: HistoryTree,
  theirs: HistoryTree,
): HistoryTree {
  const merged: HistoryTree = new Map(ours);
  for (const path of new Set([...base.keys(), ...theirs.keys()])) {
    const entry = theirs.get(path);
    if (sameEntry(entry, base.get(path))) continue;
    if (entry) placeEntry(merged, path, entry);
    else merged.delete(path);
  }
  return merged;
}

function sameEntry(a: HistoryEntry | undefined, b: HistoryEntry | undefined): boolean {
  return a?.mode === b?.mode && a?.content === b?.content;
}

/** The latest commit both descend from. */
export function commonAncestor(
  a: number,
  b: number,
  commits: readonly { parents: readonly number[] }[],
): number | undefined {
  const ofA = ancestors(a, commits);
  return [...ancestors(b, commits)].filter((commit) => ofA.has(commit)).sort((x, y) => y - x)[0];
}

function ancestors(start: number, commits: readonly { parents: readonly number[] }[]): Set<number> {
  const found = new Set([start]);
  // A set hands out what is added while it is read.
  for (const commit of found)
    for (const parent of commits[commit]?.parents ?? []) found.add(parent);
  return found;
}
