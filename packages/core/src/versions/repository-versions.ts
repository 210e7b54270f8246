import { rawBlobId } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import type { LastCommit } from "../git/last-commits.js";
import { rememberCommits } from "../git/remember-commits.js";
import { keyOf } from "../git/set-key.js";
import { type ReadFileState, readFileStates } from "../objects/file-states.js";
import type { ReadRepository } from "../objects/open-repository.js";
import { walkHistory } from "../objects/walk-history.js";
import { walkSets } from "../objects/walk-sets.js";
import { type Attempt, attemptOf } from "./attempt.js";
import { listId } from "./list-id.js";
import type { UnprovenReason } from "./version.js";

export interface ReadOptions {
  /** Why the git program did not answer: what to say where this rung doesn't either. */
  failure: UnprovenReason;
  /** Absolute path of the folder that keeps answers for the next build. */
  cache?: string | undefined;
  signal?: AbortSignal | undefined;
}

const READS = 8;

/**
 * The second rung: what the repository's objects, read in this process, prove of each set of files.
 *
 * @param sets paths of existing files, relative to the repository's top level, with `/`
 * @returns the attempts in the order of the sets
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function repositoryVersions(
  repository: ReadRepository,
  sets: readonly (readonly string[])[],
  { failure, cache, signal }: ReadOptions,
): Promise<readonly Attempt[]> {
  const allUnproven = (reason: UnprovenReason) =>
    sets.map((): Attempt => ({ kind: "unproven", reason, blob: undefined }));
  const { head } = repository;
  if (head.kind === "unborn") return allUnproven("no-commits");
  if (head.kind === "missing") return allUnproven("missing-objects");
  const compared = await readFileStates(repository, [...new Set(sets.flat())]);
  signal?.throwIfAborted();
  if (compared.kind !== "ok") return allUnproven(compared.kind);

  const stateOf = (path: string) => compared.states.get(path) as ReadFileState;
  const isCommitted = (path: string) => ["clean", "dirty"].includes(stateOf(path).kind);
  const isConverted = (path: string) => stateOf(path).kind === "converted";
  const asked = new Map<string, readonly string[]>();
  const keys = sets.map((set) => {
    const committed = set.filter(isCommitted);
    if (set.some(isConverted) || committed.length === 0) return undefined;
    const key = committed.length === 1 ? (committed[0] as string) : keyOf(committed);
    asked.set(key, committed);
    return key;
  });
  const commits = await rememberCommits(cache, head.commit, [...asked.keys()], (unknown) =>
    walk(repository, new Map(unknown.map((key) => [key, asked.get(key) as string[]])), signal),
  );
  return concurrently(READS, sets, async (set, index): Promise<Attempt> => {
    const key = keys[index];
    const isClean = set.every((path) => stateOf(path).kind === "clean");
    const blob = isClean ? undefined : await contentOf(repository, set, stateOf);
    if (set.some(isConverted)) return { kind: "unproven", reason: "converted", blob };
    if (key === undefined) return { kind: "unproven", reason: "untracked", blob };
    const state = blob === undefined ? CLEAN : ({ kind: "dirty", blob } as const);
    const last = commits.get(key) as LastCommit;
    return attemptOf({ state, last, source: "repository", failure });
  });
}

const CLEAN = { kind: "clean" } as const;

async function walk(
  repository: ReadRepository,
  asked: ReadonlyMap<string, readonly string[]>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, LastCommit>> {
  const sets = [...asked];
  const singles = sets.flatMap(([, set]) => (set.length === 1 ? set : []));
  const several = sets.filter(([, set]) => set.length > 1);
  const answers = new Map(await walkHistory(repository, singles, { signal }));
  const found = await walkSets(
    repository,
    several.map(([, set]) => set),
    { signal },
  );
  for (const [index, [key]] of several.entries()) answers.set(key, found[index] as LastCommit);
  return answers;
}

/** Of a clean file, the bytes on disk are what HEAD holds. */
async function contentOf(
  { topLevel, objectFormat }: ReadRepository,
  set: readonly string[],
  stateOf: (path: string) => ReadFileState,
): Promise<string> {
  const listed = await concurrently(READS, set, async (path) => {
    const state = stateOf(path);
    const blob =
      state.kind === "clean" ? await rawBlobId(`${topLevel}/${path}`, objectFormat) : state.blob;
    return { path, blob };
  });
  return listId(listed, objectFormat);
}
