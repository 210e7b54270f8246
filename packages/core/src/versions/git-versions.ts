import { storedBlobIds } from "../git/blob-ids.js";
import { type FileState, fileStates } from "../git/file-states.js";
import type { LastCommit, LastCommitsOptions } from "../git/last-commits.js";
import { lastCommitsOfSets } from "../git/last-commits-of-sets.js";
import type { Repository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { type Attempt, attemptOf } from "./attempt.js";
import { listId } from "./list-id.js";

export type GitVersions =
  /** In the order of the sets. */
  | { kind: "ok"; attempts: readonly Attempt[] }
  /** HEAD is not the commit it was when the repository was opened. */
  | { kind: "head-moved" }
  | { kind: "problem"; problem: GitProblem };

/**
 * The first rung: what the git program proves of each set of files.
 *
 * @param sets paths of existing files, relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function gitVersions(
  repository: Repository,
  sets: readonly (readonly string[])[],
  { cache, signal }: LastCommitsOptions = {},
): Promise<GitVersions> {
  const paths = [...new Set(sets.flat())];
  const states = new Map<string, FileState>();
  let lasts: readonly (LastCommit | undefined)[] = [];
  if (repository.head.kind === "commit") {
    const compared = await fileStates(repository, paths, { signal });
    if (compared.kind !== "ok") return compared;
    for (const [path, state] of compared.states) states.set(path, state);
    const isCommitted = (path: string) => states.get(path)?.kind !== "uncommitted";
    lasts = await lastCommitsOfCommitted(repository, sets, isCommitted, { cache, signal });
  }

  const isSettled = (set: readonly string[], index: number) =>
    lasts[index]?.kind === "commit" && set.every((path) => states.get(path)?.kind === "clean");
  const blobs = await blobsOf(
    repository,
    [...new Set(sets.filter((set, index) => !isSettled(set, index)).flat())],
    states,
    signal,
  );
  const attempts = sets.map((set, index): Attempt => {
    const last = lasts[index];
    if (last && isSettled(set, index)) {
      return attemptOf({ state: CLEAN, last, source: "git", failure: "git-failed" });
    }
    const listed = set.map((path) => ({ path, blob: blobs.get(path) as string }));
    const blob = listId(listed, repository.objectFormat);
    if (repository.head.kind !== "commit") {
      const reason = repository.head.kind === "unborn" ? "no-commits" : "missing-objects";
      return { kind: "unproven", reason, blob };
    }
    if (!last) return { kind: "unproven", reason: "untracked", blob };
    const dirty = { kind: "dirty", blob } as const;
    return attemptOf({ state: dirty, last, source: "git", failure: "git-failed" });
  });
  return { kind: "ok", attempts };
}

const CLEAN = { kind: "clean" } as const;

/** Nothing for a set of which HEAD holds no file. */
async function lastCommitsOfCommitted(
  repository: Repository,
  sets: readonly (readonly string[])[],
  isCommitted: (path: string) => boolean,
  options: LastCommitsOptions,
): Promise<readonly (LastCommit | undefined)[]> {
  const committed = sets.map((set) => set.filter(isCommitted));
  const asked = committed.filter((set) => set.length > 0);
  const answers = (await lastCommitsOfSets(repository, asked, options)).values();
  return committed.map((set) => (set.length > 0 ? answers.next().value : undefined));
}

async function blobsOf(
  repository: Repository,
  paths: readonly string[],
  states: ReadonlyMap<string, FileState>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const blobs = new Map<string, string>();
  for (const path of paths) {
    const state = states.get(path);
    if (state && state.kind !== "clean") blobs.set(path, state.blob);
  }
  const unknown = paths.filter((path) => !blobs.has(path));
  for (const [path, blob] of await storedBlobIds(repository, unknown, { signal })) {
    blobs.set(path, blob);
  }
  return blobs;
}
