import type { LastCommit } from "../git/last-commits.js";
import { rememberCommits } from "../git/remember-commits.js";
import { type ReadFileState, readFileStates } from "../objects/file-states.js";
import type { ReadRepository } from "../objects/open-repository.js";
import { walkHistory } from "../objects/walk-history.js";
import { type Attempt, attemptOf } from "./attempt.js";
import type { UnprovenReason } from "./version.js";

export interface ReadOptions {
  /** Why the git program did not answer: what to say where this rung doesn't either. */
  failure: UnprovenReason;
  /** Absolute path of the folder that keeps answers for the next build. */
  cache?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The second rung: what the repository's objects prove, read in this process.
 *
 * @param paths of existing files, relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function repositoryVersions(
  repository: ReadRepository,
  paths: readonly string[],
  { failure, cache, signal }: ReadOptions,
): Promise<ReadonlyMap<string, Attempt>> {
  const allUnproven = (reason: UnprovenReason) =>
    new Map(
      paths.map((path): [string, Attempt] => [path, { kind: "unproven", reason, blob: undefined }]),
    );
  const { head } = repository;
  if (head.kind === "unborn") return allUnproven("no-commits");
  if (head.kind === "missing") return allUnproven("missing-objects");
  const compared = await readFileStates(repository, paths);
  signal?.throwIfAborted();
  if (compared.kind !== "ok") return allUnproven(compared.kind);

  const stateOf = (path: string) => compared.states.get(path) as ReadFileState;
  const committed = paths.filter((path) => ["clean", "dirty"].includes(stateOf(path).kind));
  const commits = await rememberCommits(cache, head.commit, committed, (unknown) =>
    walkHistory(repository, unknown, { signal }),
  );
  return new Map(
    paths.map((path): [string, Attempt] => {
      const state = stateOf(path);
      if (state.kind === "uncommitted") {
        return [path, { kind: "unproven", reason: "untracked", blob: state.blob }];
      }
      if (state.kind === "converted") {
        return [path, { kind: "unproven", reason: "converted", blob: state.blob }];
      }
      const last = commits.get(path) as LastCommit;
      return [path, attemptOf({ state, last, source: "repository", failure })];
    }),
  );
}
