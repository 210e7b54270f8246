import { cachedHeads, readCachedCommits } from "../git/commit-cache.js";
import type { LastCommit } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import { HistoryReader, UnreadableObjectError } from "./history-reader.js";
import { itemsAt, pathTree } from "./path-tree.js";
import { isHistoryAltered } from "./read-head.js";
import { type WalkOptions, walkHistory } from "./walk-history.js";
import { walkSets } from "./walk-sets.js";

/**
 * Reading so many commits takes as long as starting git does: a bundler of some hundred megabytes is held up by 10 to
 * 30 ms for each process, and its threads by the pages they share with it for a while.
 */
export const MOST_COMMITS = 32;

export interface NearOptions {
  /** The cache of commits, see `readCachedCommits`. */
  folder: string | undefined;
  /** How many commits to read at the most. */
  most?: number | undefined;
  signal: AbortSignal | undefined;
}

/**
 * The last commits of files that the newest commits tell of, read from the objects in this process: those since an
 * earlier HEAD in the cache, or a few.
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
  const present = presentPaths(repository, paths, options);
  const answers = await walkHistory(repository, [...present], await walkOptions(options));
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
  const present = presentPaths(repository, sets.flat(), options);
  const asked = sets.filter((set) => set.every((path) => present.has(path)));
  const answers = await walkSets(repository, asked, await walkOptions(options));
  return sets.map((set) => {
    const answer = answers[asked.indexOf(set)];
    return answer && isAnswer(answer) ? answer : undefined;
  });
}

/** Of a path that HEAD doesn't have, a walk would find nothing but a history's end. */
function presentPaths(
  repository: Repository,
  paths: readonly string[],
  { most = MOST_COMMITS }: NearOptions,
): ReadonlySet<string> {
  const { head } = repository;
  if (most === 0 || head.kind !== "commit" || isHistoryAltered(repository)) return new Set();
  const reader = new HistoryReader(repository);
  try {
    return new Set(itemsAt(reader, reader.commit(head.commit).tree, pathTree(paths)).keys());
  } catch (error) {
    if (error instanceof UnreadableObjectError) return new Set();
    throw error;
  } finally {
    reader.close();
  }
}

async function walkOptions({
  folder,
  most = MOST_COMMITS,
  signal,
}: NearOptions): Promise<WalkOptions> {
  const heads = new Set(folder === undefined ? [] : await cachedHeads(folder));
  return {
    mostCommits: most,
    knownAt: (commit) =>
      folder !== undefined && heads.has(commit) ? readCachedCommits(folder, commit) : undefined,
    signal,
  };
}

/** Whether git would say the same: of objects that are missing here it may know more. */
function isAnswer({ kind }: LastCommit): boolean {
  return kind === "commit" || kind === "shallow";
}
