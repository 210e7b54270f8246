import { knownItems } from "../objects/head-items.js";
import { nearCommits } from "../objects/near-commits.js";
import { cachedAnswer, cachedHeads, readCachedCommits } from "./commit-cache.js";
import { commitDate } from "./commit-date.js";
import { walkHistory } from "./history/walk-history.js";
import { readNewCommits } from "./new-commits.js";
import { rememberCommits } from "./remember-commits.js";
import { isHistoryReplaced } from "./replaced-history.js";
import type { Repository } from "./repository.js";
import type { GitProblem } from "./run-git.js";
import { isCutAsBefore } from "./shallow-commits.js";

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

export interface LastCommitsOptions {
  /** Absolute path of the folder that keeps answers for the next build; without it none are kept. */
  cache?: string | undefined;
  /** How many of the newest commits are read in this process before git is asked. @default MOST_COMMITS */
  near?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Earlier HEADs to look for among a new one's parents: the last ones of a few branches. */
const RECENT_HEADS = 6;

/**
 * The commit that last touched each file: exactly what `git log -1 -- FILE` prints, unless that is no proof.
 *
 * @param paths relative to the repository's top level, with `/`, present in HEAD
 * @throws the signal's reason when aborted
 */
export async function lastCommits(
  repository: Repository,
  paths: readonly string[],
  { cache, near, signal }: LastCommitsOptions = {},
): Promise<ReadonlyMap<string, LastCommit>> {
  const { head } = repository;
  if (head.kind !== "commit") {
    const kind = head.kind === "unborn" ? "none" : "missing-objects";
    return new Map(paths.map((path) => [path, { kind }]));
  }
  const folder = await usableCache(repository, { cache, signal });
  const find = async (unknown: readonly string[]) => {
    const answers = await nearCommits(repository, unknown, { folder, most: near, signal });
    const others = unknown.filter((path) => !answers.has(path));
    if (others.length === 0) return answers;
    const walked = await walkFrom(repository, head.commit, others, folder, signal);
    return new Map([...answers, ...walked]);
  };
  const itemAt = (path: string) => knownItems(repository).get(path);
  return rememberCommits(folder, head.commit, paths, find, itemAt);
}

/** Nothing, where replacement refs or grafts make a history of their own: they may undo it tomorrow. */
export async function usableCache(
  repository: Repository,
  { cache, signal }: LastCommitsOptions,
): Promise<string | undefined> {
  const isBelieved = cache !== undefined && !(await isHistoryReplaced(repository, signal));
  return isBelieved ? cache : undefined;
}

/** Git exits 0 and names the boundary of a shallow clone for every file whose history goes beyond it. */
export function provenCommit({ shallowCommits }: Repository, answer: LastCommit): LastCommit {
  const isBoundary = answer.kind === "commit" && shallowCommits.has(answer.commit);
  return isBoundary ? { kind: "shallow" } : answer;
}

async function walkFrom(
  repository: Repository,
  head: string,
  paths: readonly string[],
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, LastCommit>> {
  const { answers, left } = await fromEarlierHeads(repository, head, paths, folder, signal);
  for (const [start, group] of left) {
    const sets = group.map((path) => [path]);
    const found = await walkHistory(repository, start, sets, { signal });
    group.forEach((path, index) => {
      answers.set(path, found[index] as LastCommit);
    });
  }
  const isCut = isCutAsBefore(repository);
  for (const [path, answer] of answers) {
    answers.set(path, isCut ? provenCommit(repository, answer) : { kind: "shallow" });
  }
  return answers;
}

/** What is known at once, and what is left to find out: paths by the commit to look back from. */
interface Beginning {
  answers: Map<string, LastCommit>;
  left: ReadonlyMap<string, readonly string[]>;
}

/** Answers what the commits since an earlier HEAD, and that HEAD's answers, tell. */
async function fromEarlierHeads(
  repository: Repository,
  head: string,
  paths: readonly string[],
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Beginning> {
  const nothing: Beginning = { answers: new Map(), left: new Map([[head, paths]]) };
  if (folder === undefined) return nothing;
  const earlier = (await cachedHeads(folder)).filter((commit) => commit !== head);
  const heads = earlier.slice(0, RECENT_HEADS);
  const fresh = await readNewCommits(repository, head, heads, paths, signal);
  if (!fresh) return nothing;

  const answers = new Map<string, LastCommit>();
  for (const [path, { commit, rawDate }] of fresh.changed) {
    answers.set(path, { kind: "commit", commit, date: commitDate(rawDate) });
  }
  const known = readCachedCommits(folder, fresh.since);
  for (const path of fresh.unchanged) {
    const commit = known.get(path);
    if (commit) answers.set(path, cachedAnswer(commit));
  }
  const left = [
    [fresh.since, fresh.unchanged.filter((path) => !answers.has(path))],
    [head, fresh.merged],
  ] as const;
  return { answers, left: new Map(left.filter(([, group]) => group.length > 0)) };
}
