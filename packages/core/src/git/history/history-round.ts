import type { GitProblem } from "../run-git.js";
import { CommitSet } from "./commit-set.js";
import type { HistoryRecord } from "./history-records.js";
import { type HistoryStreamOptions, readHistory, type Verdict } from "./history-stream.js";
import { allOf, leaveMerge, type SideWalk } from "./leave-merge.js";
import { UnreadableObject } from "./object-batch.js";

export interface HistoryRound extends Omit<HistoryStreamOptions, "isWatched" | "ready">, SideWalk {
  /**
   * Whether these are better looked up one by one than waited for. Takes no more of them than it has to.
   *
   * @param seen how many commits of the stream have come by
   */
  areFew(sets: Iterable<number>, seen: number): boolean;
}

export type RoundResult =
  | { kind: "ended" }
  /** Few sets were left that the stream would have brought further, at the places ahead. */
  | { kind: "few"; ahead: Iterable<string> }
  | { kind: "problem"; problem: GitProblem };

/**
 * Moves all sets down one stream of history, until each has its answer or waits at a commit that the stream doesn't
 * come to (again): a merge's other side, or a commit that skewed clocks put too early.
 */
export async function runRound(round: HistoryRound): Promise<RoundResult> {
  const { walkers, states, starts, parents, areFew } = round;
  const shown = new CommitSet();
  let seen = 0;
  /** The places the stream is sure to come to. */
  const ahead = new Set(starts);
  const decisions: Promise<void>[] = [];

  const visit = (record: HistoryRecord): Verdict | Promise<Verdict> => {
    shown.add(record.commit);
    seen += 1;
    ahead.delete(record.commit);
    const decision = step(round, record);
    if (!decision) return verdictAfter(record);
    // The side a set may go to is in this stream only if that shows all parents, and then it is near.
    if (parents === "all") return decision.then(() => verdictAfter(record));
    decision.catch(() => {});
    decisions.push(decision);
    return verdictAfter(record);
  };
  const verdictAfter = (record: HistoryRecord): Verdict => {
    const next = parents === "first" ? record.parents.slice(0, 1) : record.parents;
    for (const parent of next) {
      if (walkers.hasAnyAt(parent) && !shown.has(parent)) ahead.add(parent);
    }
    return areFew(walkers.setsAt(ahead), seen) ? "stop" : "go on";
  };

  try {
    const { watched, ready } = states;
    const isWatched = (path: string) => watched.has(path);
    const result = await readHistory({ ...round, isWatched, ready }, visit);
    await allOf(decisions);
    if (result.kind === "ok") return { kind: "ended" };
    return result.kind === "stopped"
      ? { kind: "few", ahead }
      : { kind: "problem", problem: result };
  } catch (error) {
    if (error instanceof UnreadableObject) return { kind: "problem", problem: error.problem };
    throw error;
  }
}

/**
 * Moves the sets that stand at a commit to its parents, or gives them their answer.
 *
 * @returns settles when sets that a merge changed have theirs; the others have gone on already
 */
function step(round: HistoryRound, record: HistoryRecord): Promise<void> | undefined {
  const { walkers } = round;
  const { commit, parents } = record;
  if (!walkers.hasAnyAt(commit)) return undefined;
  const touched = touchedSets(round, record);
  for (const set of touched) walkers.take(set, commit);
  leaveUntouched(round, record);
  if (parents.length > 1 && touched.length > 0) return leaveMerge(round, record, touched);
  for (const set of touched) round.onAnswer(set, record);
  return undefined;
}

function touchedSets(
  { walkers, states }: HistoryRound,
  { commit, changed }: HistoryRecord,
): number[] {
  const sets = changed.flatMap((path) => states.watched.setsOf(path));
  return [...new Set(sets)].filter((set) => walkers.isAt(commit, set));
}

function leaveUntouched(round: HistoryRound, { commit, parents }: HistoryRecord): void {
  const { walkers } = round;
  const [first] = parents;
  if (first !== undefined) {
    walkers.moveAll(commit, first);
    return;
  }
  // A root that doesn't have them either: they never were.
  for (const set of [...walkers.setsAt([commit])]) {
    walkers.take(set, commit);
    round.onAnswer(set, undefined);
  }
}
