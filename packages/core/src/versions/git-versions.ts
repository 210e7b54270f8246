import { storedBlobIds } from "../git/blob-ids.js";
import { type FileState, fileStates } from "../git/file-states.js";
import { type LastCommit, type LastCommitsOptions, lastCommits } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { type Attempt, attemptOf } from "./attempt.js";

export type GitVersions =
  | { kind: "ok"; attempts: ReadonlyMap<string, Attempt> }
  /** HEAD is not the commit it was when the repository was opened. */
  | { kind: "head-moved" }
  | { kind: "problem"; problem: GitProblem };

/**
 * The first rung: what the git program proves.
 *
 * @param paths of existing files, relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function gitVersions(
  repository: Repository,
  paths: readonly string[],
  { cache, signal }: LastCommitsOptions = {},
): Promise<GitVersions> {
  const attempts = new Map<string, Attempt>();
  if (repository.head.kind !== "commit") {
    const reason = repository.head.kind === "unborn" ? "no-commits" : "missing-objects";
    for (const path of paths) attempts.set(path, { kind: "unproven", reason, blob: undefined });
  } else {
    const compared = await fileStates(repository, paths, { signal });
    if (compared.kind !== "ok") return compared;
    const isCommitted = (path: string) => compared.states.get(path)?.kind !== "uncommitted";
    const commits = await lastCommits(repository, paths.filter(isCommitted), { cache, signal });
    for (const path of paths) {
      const state = compared.states.get(path) as FileState;
      const last = commits.get(path) as LastCommit;
      const attempt: Attempt =
        state.kind === "uncommitted"
          ? { kind: "unproven", reason: "untracked", blob: state.blob }
          : attemptOf({ state, last, source: "git", failure: "git-failed" });
      attempts.set(path, attempt);
    }
  }

  const unknown = [...attempts].filter(
    ([, attempt]) => attempt.kind === "unproven" && attempt.blob === undefined,
  );
  const blobs = await storedBlobIds(
    repository,
    unknown.map(([path]) => path),
    { signal },
  );
  for (const [path, attempt] of unknown) {
    if (attempt.kind === "unproven") attempts.set(path, { ...attempt, blob: blobs.get(path) });
  }
  return { kind: "ok", attempts };
}
