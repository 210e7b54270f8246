import { type CommitFacts, FACTS, parseFacts } from "./read-commits.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

export type CommitsBetween =
  /** Newest first. */
  { kind: "ok"; commits: readonly CommitFacts[] } | GitProblem;

/**
 * The commits in the history of one commit and not of another that changed any of these paths, as `git log` lists
 * them.
 *
 * @param from full id
 * @param to full id
 * @param paths relative to the top level, with `/`
 */
export async function commitsBetween(
  { topLevel: cwd }: Repository,
  { from, to, paths }: { from: string; to: string; paths: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<CommitsBetween> {
  const range = [to, `^${from}`];
  const result = await runGit(["log", "--topo-order", ...FACTS, ...range, "--", ...paths], {
    cwd,
    signal,
  });
  signal?.throwIfAborted();
  return result.kind === "ok" ? { kind: "ok", commits: parseFacts(result.stdout) } : result;
}

export type ChangedBetween =
  /** By path: the blobs on both sides, absent where there is none. */
  | { kind: "ok"; changed: ReadonlyMap<string, readonly [string | undefined, string | undefined]> }
  | GitProblem;

const DIFF = "diff-tree -r -z --raw --no-abbrev --no-renames".split(" ");

/** How the trees of two commits differ. */
export async function changedBetween(
  { topLevel: cwd }: Repository,
  { from, to }: { from: string; to: string },
  signal: AbortSignal | undefined,
): Promise<ChangedBetween> {
  const result = await runGit([...DIFF, from, to], { cwd, signal });
  signal?.throwIfAborted();
  if (result.kind !== "ok") return result;
  // `:MODE MODE BLOB BLOB STATUS`, then the path.
  const parts = result.stdout.toString().split("\0");
  const changed = new Map<string, readonly [string | undefined, string | undefined]>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, , before, after] = (parts[index] as string).split(" ");
    changed.set(parts[index + 1] as string, [presentBlob(before), presentBlob(after)]);
  }
  return { kind: "ok", changed };
}

function presentBlob(blob: string | undefined): string | undefined {
  return blob === undefined || /^0+$/.test(blob) ? undefined : blob;
}
