import { nearCommitsOfSets } from "../objects/near-commits.js";
import { cachedAnswer, cachedHeads, readCachedCommits } from "./commit-cache.js";
import { walkHistory } from "./history/walk-history.js";
import {
  type LastCommit,
  type LastCommitsOptions,
  lastCommits,
  provenCommit,
  usableCache,
} from "./last-commits.js";
import { readNewCommits } from "./new-commits.js";
import { rememberCommits } from "./remember-commits.js";
import type { Repository } from "./repository.js";
import { keyOf } from "./set-key.js";
import { isCutAsBefore } from "./shallow-commits.js";

/** Earlier HEADs to look for among a new one's parents: the last ones of a few branches. */
const RECENT_HEADS = 6;

/**
 * For each set of files the commit that last touched any of them: exactly what `git log -1 -- FILE...` prints, unless
 * that is no proof.
 *
 * @param sets not empty; paths relative to the repository's top level, with `/`, present in HEAD
 * @returns the answers in the order of the sets
 * @throws the signal's reason when aborted
 */
export async function lastCommitsOfSets(
  repository: Repository,
  sets: readonly (readonly string[])[],
  options: LastCommitsOptions = {},
): Promise<LastCommit[]> {
  const singles = sets.flatMap((set) => (set.length === 1 ? set : []));
  const several = new Map(sets.flatMap((set) => (set.length === 1 ? [] : [[keyOf(set), set]])));
  const ofFiles = await lastCommits(repository, [...new Set(singles)], options);
  const ofSets = several.size === 0 ? ofFiles : await lookUp(repository, several, options);
  return sets.map(
    (set) =>
      (set.length === 1 ? ofFiles.get(set[0] as string) : ofSets.get(keyOf(set))) as LastCommit,
  );
}

async function lookUp(
  repository: Repository,
  sets: ReadonlyMap<string, readonly string[]>,
  { cache, near: most, signal }: LastCommitsOptions,
): Promise<ReadonlyMap<string, LastCommit>> {
  const { head } = repository;
  if (head.kind !== "commit") {
    const kind = head.kind === "unborn" ? "none" : "missing-objects";
    return new Map([...sets.keys()].map((key) => [key, { kind }]));
  }
  const folder = await usableCache(repository, { cache, signal });
  return rememberCommits(folder, head.commit, [...sets.keys()], async (unknown) => {
    const asked = unknown.map((key) => [key, sets.get(key) as readonly string[]] as const);
    const near = await nearCommitsOfSets(
      repository,
      asked.map(([, set]) => set),
      { folder, most, signal },
    );
    const answers = new Map<string, LastCommit>();
    for (const [index, [key]] of asked.entries()) {
      const answer = near[index];
      if (answer) answers.set(key, answer);
    }
    const far = asked.filter(([key]) => !answers.has(key));
    if (far.length === 0) return answers;
    for (const known of await unchangedSince(repository, head.commit, far, folder, signal)) {
      answers.set(...known);
    }
    const left = far.filter(([key]) => !answers.has(key));
    const walked = left.map(([, set]) => set);
    const found = await walkHistory(repository, head.commit, walked, { signal });
    const isCut = isCutAsBefore(repository);
    for (const [index, [key]] of left.entries()) {
      const answer = provenCommit(repository, found[index] as LastCommit);
      answers.set(key, isCut ? answer : { kind: "shallow" });
    }
    return answers;
  });
}

/** The answers of an earlier HEAD for sets that no commit since has touched. */
async function unchangedSince(
  repository: Repository,
  head: string,
  sets: readonly (readonly [key: string, paths: readonly string[]])[],
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, LastCommit>> {
  const answers = new Map<string, LastCommit>();
  if (folder === undefined) return answers;
  const earlier = (await cachedHeads(folder)).filter((commit) => commit !== head);
  const paths = new Set(sets.flatMap(([, set]) => set));
  const heads = earlier.slice(0, RECENT_HEADS);
  const fresh = await readNewCommits(repository, head, heads, [...paths], signal);
  if (!fresh) return answers;
  const known = readCachedCommits(folder, fresh.since);
  const unchanged = new Set(fresh.unchanged);
  for (const [key, set] of sets) {
    const commit = known.get(key);
    if (commit && set.every((path) => unchanged.has(path))) {
      answers.set(key, cachedAnswer(commit));
    }
  }
  return answers;
}
