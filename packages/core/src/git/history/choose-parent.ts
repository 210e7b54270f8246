/** A merge that changed a set against its first parent. */
export interface Merge {
  commit: string;
  parents: readonly string[];
}

/**
 * Where the walk of a set goes from a merge that changed it against its first parent.
 *
 * @param isSameIn whether the set is the same in that parent as in the merge
 * @returns the parent to follow, or `undefined` when the merge is the answer
 */
export type ChooseParent = (
  merge: Merge,
  isSameIn: (parent: string) => Promise<boolean>,
) => Promise<string | undefined>;

/**
 * The first parent that has the set just so, as git-log(1) says under "History Simplification": "If the commit was a
 * merge, and it was TREESAME to one parent, follow only that parent. (Even if there are several TREESAME parents,
 * follow only one of them.)" Which of several is in revision.c, `try_to_simplify_commit`.
 */
export const firstSameParent: ChooseParent = async ({ parents }, isSameIn) => {
  for (const parent of parents.slice(1)) if (await isSameIn(parent)) return parent;
  return undefined;
};
