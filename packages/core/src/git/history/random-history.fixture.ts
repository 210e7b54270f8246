import fc from "fast-check";
import {
  commonAncestor,
  type HistoryTree,
  placeEntry,
  threeWayMerge,
} from "./history-tree.fixture.js";

/** One commit of a made-up history. */
export interface HistoryCommit {
  /** Positions of the parents in `History.commits`, all of them earlier. None for a root. */
  parents: number[];
  tree: HistoryTree;
  /** Seconds since 1970. Not in step with the ancestry: clocks are skewed. */
  time: number;
}

export interface History {
  objectFormat: "sha1" | "sha256";
  commits: HistoryCommit[];
}

/** What fast-check draws and shrinks. Every plan stands for a valid history, so any smaller one does as well. */
interface CommitPlan {
  parents: number[];
  merge: number;
  edits: EditPlan[];
  clock: number;
}

interface EditPlan {
  kind: "write" | "delete" | "rename" | "retype" | "revert" | "revert-all";
  path: number;
  other: number;
}

/**
 * Files that are each other's directories, and names that a line-based or shell-like reader gets wrong. A lone
 * surrogate U+DC80 to U+DCFF stands for a byte that is not UTF-8.
 */
export const PATH_POOL: readonly string[] = [
  "a",
  "a/b",
  "a/b/c",
  "dir",
  "dir/one",
  "dir/two",
  "dir/sub/three",
  "ab",
  "sp ace/ü",
  'q"uo\\te',
  "new\nline",
  "\nfirst",
  "*.[ch]",
  ":(top)x",
  ":100644 x",
  "-dash",
  "\x01ctrl\t",
  "日本/語",
  "@{u}^{tree}/~1",
  "not utf-8 \udcff",
];

/** What a mode is told by: contents are few, so that the same change is often made twice. */
const MODES = ["100644", "100644", "100644", "100755", "120000", "160000"] as const;
const CONTENTS = 3;
const EPOCH = 1_500_000_000;
const NEAR_PARENTS = 8;

const editPlan: fc.Arbitrary<EditPlan> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant("write" as const) },
    { weight: 3, arbitrary: fc.constant("delete" as const) },
    { weight: 2, arbitrary: fc.constant("rename" as const) },
    { weight: 2, arbitrary: fc.constant("retype" as const) },
    { weight: 4, arbitrary: fc.constant("revert" as const) },
    { weight: 1, arbitrary: fc.constant("revert-all" as const) },
  ),
  path: fc.nat(1000),
  other: fc.nat(1000),
});

const parentPlan = fc.nat(2 * NEAR_PARENTS - 1);

const commitPlan: fc.Arbitrary<CommitPlan> = fc.record({
  parents: fc.oneof(
    { weight: 14, arbitrary: fc.array(parentPlan, { minLength: 1, maxLength: 1 }) },
    { weight: 6, arbitrary: fc.array(parentPlan, { minLength: 2, maxLength: 2 }) },
    { weight: 4, arbitrary: fc.array(parentPlan, { minLength: 3, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constant<never[]>([]) },
  ),
  merge: fc.nat(1000),
  edits: fc.oneof(
    { weight: 1, arbitrary: fc.constant<never[]>([]) },
    { weight: 3, arbitrary: fc.array(editPlan, { minLength: 1, maxLength: 3, size: "max" }) },
  ),
  clock: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -400, max: 400 }) },
    { weight: 1, arbitrary: fc.integer({ min: -100_000_000, max: 100_000_000 }) },
  ),
});

/**
 * Histories with merges of every kind (octopus, criss-cross, `-s ours`, evil ones, the same change on both sides),
 * reverts, deletions and re-additions, renames, files that become directories, mode changes, symbolic links,
 * submodules, skewed clocks and several roots.
 *
 * @param maxCommits the longest history to make
 */
export function randomHistory({ maxCommits = 40 } = {}): fc.Arbitrary<History> {
  return fc
    .record({
      objectFormat: fc.oneof(
        { weight: 4, arbitrary: fc.constant("sha1" as const) },
        { weight: 1, arbitrary: fc.constant("sha256" as const) },
      ),
      paths: fc.uniqueArray(fc.nat(PATH_POOL.length - 1), {
        minLength: 2,
        maxLength: 9,
        size: "max",
      }),
      commits: fc.array(commitPlan, { minLength: 1, maxLength: maxCommits, size: "max" }),
      joined: fc.boolean(),
    })
    .map(({ objectFormat, paths, commits, joined }) => {
      const pool = paths.map((index) => PATH_POOL[index] as string);
      return { objectFormat, commits: play(pool, joined ? [...commits, JOIN] : commits) };
    });
}

/** An octopus over up to eight branches, so that less of the history is out of the last commit's reach. */
const JOIN: CommitPlan = { parents: [0, 1, 2, 3, 4, 5, 6, 7], merge: 0, edits: [], clock: 0 };

function play(pool: readonly string[], plans: readonly CommitPlan[]): HistoryCommit[] {
  const commits: HistoryCommit[] = [];
  const heads: number[] = [];
  for (const plan of plans) {
    const parents = [...new Set(plan.parents.map((n) => pickParent(n, heads, commits.length)))];
    const tree = mergedTree(
      parents.filter((parent) => parent >= 0),
      plan.merge,
      commits,
    );
    for (const edit of plan.edits) applyEdit(tree, edit, pool, commits);
    for (const parent of parents) {
      if (heads.includes(parent)) heads.splice(heads.indexOf(parent), 1);
    }
    heads.unshift(commits.length);
    commits.push({
      parents: parents.filter((parent) => parent >= 0),
      tree,
      time: EPOCH + 200_000_000 + commits.length * 60 + plan.clock,
    });
  }
  return commits;
}

/** Small numbers name a branch's tip, larger ones any recent commit, which starts a new branch. */
function pickParent(choice: number, heads: readonly number[], count: number): number {
  if (count === 0) return -1;
  if (choice < NEAR_PARENTS) return heads[choice % heads.length] as number;
  return count - 1 - ((choice - NEAR_PARENTS) % count);
}

function mergedTree(
  parents: readonly number[],
  choice: number,
  commits: readonly HistoryCommit[],
): HistoryTree {
  const trees = parents.map((parent) => (commits[parent] as HistoryCommit).tree);
  const [first, ...others] = trees;
  if (first === undefined) return new Map();
  if (others.length === 0) return new Map(first);
  const kind = choice % 4;
  const rest = Math.floor(choice / 4);
  // `-s ours`, or the same with another side as the winner.
  if (kind === 0) return new Map(trees[rest % trees.length]);
  if (kind === 1) return scrambledMerge(trees, rest);
  const base = (side: number) => {
    const ancestor = commonAncestor(parents[0] as number, parents[side] as number, commits);
    return ancestor === undefined ? new Map() : (commits[ancestor] as HistoryCommit).tree;
  };
  return others.reduce<HistoryTree>(
    (merged, tree, index) => threeWayMerge(base(index + 1), merged, tree),
    first,
  );
}

/** Takes each file from whichever side the dice say, as a careless conflict resolution does. */
function scrambledMerge(trees: readonly HistoryTree[], dice: number): HistoryTree {
  const merged: HistoryTree = new Map();
  const paths = [...new Set(trees.flatMap((tree) => [...tree.keys()]))];
  paths.forEach((path, index) => {
    const entry = trees[(dice + index * 7) % trees.length]?.get(path);
    if (entry !== undefined) placeEntry(merged, path, entry);
  });
  return merged;
}

function applyEdit(
  tree: HistoryTree,
  { kind, path: pathChoice, other }: EditPlan,
  pool: readonly string[],
  commits: readonly HistoryCommit[],
): void {
  const present = [...tree.keys()];
  const anyPath = pool[pathChoice % pool.length] as string;
  const path = present[pathChoice % Math.max(1, present.length)] ?? anyPath;
  const entry = tree.get(path);
  const earlier = commits[other % Math.max(1, commits.length)]?.tree;
  switch (kind) {
    case "write":
      placeEntry(tree, anyPath, { mode: "100644", content: other % CONTENTS });
      return;
    case "delete":
      tree.delete(path);
      return;
    case "rename":
      tree.delete(path);
      if (entry) placeEntry(tree, pool[other % pool.length] as string, entry);
      return;
    case "retype":
      if (entry) tree.set(path, { ...entry, mode: MODES[other % MODES.length] as string });
      return;
    case "revert": {
      const old = earlier?.get(anyPath);
      if (old) placeEntry(tree, anyPath, old);
      else tree.delete(anyPath);
      return;
    }
    case "revert-all":
      tree.clear();
      for (const [name, old] of earlier ?? []) tree.set(name, old);
  }
}
