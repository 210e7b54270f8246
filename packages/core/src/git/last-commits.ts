import { commitDate } from "./commit-date.js";
import { concurrently } from "./concurrently.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/** Which commit last touched a file, or why that can't be told. */
export type LastCommit =
  | {
      kind: "commit";
      commit: string;
      /** Committer date, RFC 3339 in the committer's offset; `null` when the commit holds no valid one. */
      date: string | null;
    }
  /** No commit reachable from HEAD touched the file. */
  | { kind: "none" }
  /** The history that would tell was left out of a shallow clone. */
  | { kind: "shallow" }
  /** The objects that would tell were left out of a partial clone, or are damaged. */
  | { kind: "missing-objects" }
  | { kind: "failed"; problem: GitProblem };

/** Git processes at a time: more gain nothing on common machines and slow a build's other work. */
const PROCESSES = 4;

/**
 * The commit that last touched each file: exactly what `git log -1 -- FILE` prints, unless that is no proof.
 *
 * @param paths relative to the repository's top level, with `/`, present in HEAD
 * @throws the signal's reason when aborted
 */
export async function lastCommits(
  repository: Repository,
  paths: readonly string[],
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<ReadonlyMap<string, LastCommit>> {
  const answers = await concurrently(PROCESSES, paths, (path) =>
    lastCommit(repository, path, signal),
  );
  return new Map(paths.map((path, index) => [path, answers[index] as LastCommit]));
}

async function lastCommit(
  { topLevel, head, shallowCommits }: Repository,
  path: string,
  signal: AbortSignal | undefined,
): Promise<LastCommit> {
  if (head.kind !== "commit") return { kind: head.kind === "unborn" ? "none" : "missing-objects" };
  const result = await runGit(
    ["log", "-1", "--format=%H%x00%cd", "--date=raw", head.commit, "--", path],
    { cwd: topLevel, signal },
  );
  signal?.throwIfAborted();
  if (result.kind === "failed" && result.reason === "missing-objects") {
    return { kind: "missing-objects" };
  }
  if (result.kind !== "ok") return { kind: "failed", problem: result };

  const [commit = "", date = ""] = result.stdout.toString().trimEnd().split("\0");
  if (commit === "") return { kind: "none" };
  // Git exits 0 and names the boundary of a shallow clone for every file whose history goes beyond it.
  if (shallowCommits.has(commit)) return { kind: "shallow" };
  return { kind: "commit", commit, date: commitDate(date) };
}
