import { parseRawDiffs } from "./raw-diff.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

export type TouchedPaths =
  /** By commit: path, relative to the top level, to the blob the commit left there, `undefined` where it left none. */
  | { kind: "ok"; touched: ReadonlyMap<string, ReadonlyMap<string, string | undefined>> }
  | GitProblem;

const DIFF = "diff-tree --stdin -r -z --root -c --raw --no-abbrev --no-renames".split(" ");

/**
 * The paths each commit changed: of a merge those that are as in none of its parents, as the last commit of a path
 * is defined.
 *
 * @param commits full ids, which exist
 */
export async function touchedPaths(
  { topLevel }: Repository,
  commits: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TouchedPaths> {
  const stdin = commits.map((commit) => `${commit}\n`).join("");
  const result = await runGit(DIFF, { cwd: topLevel, stdin, signal });
  signal?.throwIfAborted();
  if (result.kind !== "ok") return result;
  const diffs = parseRawDiffs(result.stdout);
  const changed = new Map(diffs.map((diff) => [diff.commit, diff.changed]));
  const touched = commits.map((commit) => [commit, changed.get(commit) ?? new Map()] as const);
  return { kind: "ok", touched: new Map(touched) };
}
