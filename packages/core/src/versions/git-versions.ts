import { storedBlobIds } from "../git/blob-ids.js";
import { type FileState, fileStates } from "../git/file-states.js";
import { type LastCommit, lastCommits } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import type { CommitVersion, DirtyVersion, UnprovenReason } from "./version.js";

/** What a rung of the proof ladder can say of one file. */
export type Attempt =
  | { kind: "proven"; version: CommitVersion | DirtyVersion }
  /** `blob` is the git blob id of the content on disk. */
  | { kind: "unproven"; reason: UnprovenReason; blob: string };

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
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<GitVersions> {
  if (repository.head.kind !== "commit") {
    const reason = repository.head.kind === "unborn" ? "no-commits" : "missing-objects";
    const blobs = await storedBlobIds(repository, paths, { signal });
    return { kind: "ok", attempts: mapPaths(paths, (path) => unproven(reason, blobs.get(path))) };
  }

  const compared = await fileStates(repository, paths, { signal });
  if (compared.kind !== "ok") return compared;
  const { states } = compared;
  const committed = paths.filter((path) => states.get(path)?.kind !== "uncommitted");
  const commits = await lastCommits(repository, committed, { signal });

  const unansweredCleanPaths = committed.filter(
    (path) => states.get(path)?.kind === "clean" && commits.get(path)?.kind !== "commit",
  );
  const blobs = await storedBlobIds(repository, unansweredCleanPaths, { signal });
  const attempts = mapPaths(paths, (path) => {
    const state = states.get(path) as FileState;
    const blob = state.kind === "clean" ? blobs.get(path) : state.blob;
    if (state.kind === "uncommitted") return unproven("untracked", blob);
    const last = commits.get(path) as LastCommit;
    if (last.kind !== "commit") return unproven(UNANSWERED[last.kind], blob);
    const proof = { commit: last.commit, commitDate: last.date, source: "git" } as const;
    const version: CommitVersion | DirtyVersion =
      state.kind === "clean"
        ? { form: "commit", ...proof }
        : { form: "dirty", ...proof, blob: state.blob };
    return { kind: "proven", version };
  });
  return { kind: "ok", attempts };
}

const UNANSWERED: Readonly<Record<Exclude<LastCommit["kind"], "commit">, UnprovenReason>> = {
  shallow: "shallow",
  "missing-objects": "missing-objects",
  failed: "git-failed",
  // A path in HEAD that no commit touched: only a history altered by hand can show that.
  none: "git-failed",
};

function unproven(reason: UnprovenReason, blob: string | undefined): Attempt {
  return { kind: "unproven", reason, blob: blob as string };
}

function mapPaths(
  paths: readonly string[],
  attempt: (path: string) => Attempt,
): ReadonlyMap<string, Attempt> {
  return new Map(paths.map((path) => [path, attempt(path)]));
}
