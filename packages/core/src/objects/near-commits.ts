import { cachedHeads, readCachedCommits } from "../git/commit-cache.js";
import type { LastCommit } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import { headItems } from "./head-items.js";
import { HistoryReader } from "./history-reader.js";
import { isHistoryPlain } from "./read-head.js";
import { type WalkOptions, walkHistory } from "./walk-history.js";
import { walkSets } from "./walk-sets.js";

/**
 * Reading so many commits takes as long as starting git does: a bundler of some hundred megabytes is held up by 10 to
 * 30 ms for each process, and its threads by the pages they share with it for a while.
 */
export const MOST_COMMITS = 32;

/**
 * With so many objects in packs, what few commits touched is rarely all that is asked about: git would be started
 * anyway, a tenth to a fifth of its own time later.
 */
export const MOST_OBJECTS = 2_000;

export interface NearOptions {
  /** The cache of commits, see `readCachedCommits`. */
  folder: string | undefined;
  /** How many commits to read at the most. */
  most?: number | undefined;
  signal: AbortSignal | undefined;
}

/**
 * The last commits of files that the newest commits tell of, read from the objects in this process: those since an
 * earlier HEAD in the cache, or a few where there is none but the history is short, or cut short.
 *
 * @param paths relative to the top level, with `/`, present in HEAD
 * @returns nothing of the files that were not touched lately, or whose objects git must be asked about
 * @throws the signal's reason when aborted
 */
export async function nearCommits(
  repository: Repository,
  paths: readonly string[],
  options: NearOptions,
): Promise<Map<string, LastCommit>> {
  options.signal?.throwIfAborted();
  const walk = await walkOptions(options);
  const present = presentPaths(repository, paths, walk);
  const answers = await walkHistory(repository, [...present], walk);
  return new Map([...answers].filter(([, answer]) => isAnswer(answer)));
}

/**
 * The same of sets of files.
 *
 * @returns in the order of the sets; `undefined` for those of which nothing is known
 */
export async function nearCommitsOfSets(
  repository: Repository,
  sets: readonly (readonly string[])[],
  options: NearOptions,
): Promise<(LastCommit | undefined)[]> {
  options.signal?.throwIfAborted();
  const walk = await walkOptions(options);
  const present = presentPaths(repository, sets.flat(), walk);
  const asked = sets.filter((set) => set.every((path) => present.has(path)));
  const answers = await walkSets(repository, asked, walk);
  return sets.map((set) => {
    const answer = answers[asked.indexOf(set)];
    return answer && isAnswer(answer) ? answer : undefined;
  });
}

interface NearWalk extends WalkOptions {
  mostCommits: number;
  /** Whether there is a commit whose answers are known. */
  hasEarlierHead: boolean;
}

/** Of a path that HEAD doesn't have, a walk would find nothing but a history's end. */
function presentPaths(
  repository: Repository,
  paths: readonly string[],
  { mostCommits, hasEarlierHead }: NearWalk,
): ReadonlySet<string> {
  const { head, shallowCommits } = repository;
  if (mostCommits === 0 || head.kind !== "commit" || !isHistoryPlain(repository)) return new Set();
  const reader = new HistoryReader(repository);
  try {
    const endsSoon = hasEarlierHead || shallowCommits.size > 0;
    if (!endsSoon && reader.packedObjects() > MOST_OBJECTS) return new Set();
  } finally {
    reader.close();
  }
  const items = headItems(repository, paths);
  return new Set(paths.filter((path) => items.get(path) !== undefined));
}

async function walkOptions({
  folder,
  most = MOST_COMMITS,
  signal,
}: NearOptions): Promise<NearWalk> {
  const heads = new Set(folder === undefined ? [] : await cachedHeads(folder));
  return {
    mostCommits: most,
    hasEarlierHead: heads.size > 0,
    knownAt: (commit) =>
      folder !== undefined && heads.has(commit) ? readCachedCommits(folder, commit) : undefined,
    signal,
  };
}

/** Whether git would say the same: of objects that are missing here it may know more. */
function isAnswer({ kind }: LastCommit): boolean {
  return kind === "commit" || kind === "shallow";
}
