import type { GitProblem } from "../run-git.js";
import type { ChooseParent } from "./choose-parent.js";
import { CommitSet } from "./commit-set.js";
import type { HistoryRecord } from "./history-records.js";
import { type HistoryStreamOptions, readHistory, type Verdict } from "./history-stream.js";
import { UnreadableObject } from "./object-batch.js";
import type { Walkers } from "./walkers.js";
import type { WatchedPaths } from "./watched-paths.js";

export interface HistoryRound
  extends Pick<
    HistoryStreamOptions,
    "cwd" | "parents" | "directory" | "ready" | "timeout" | "signal"
  > {
  walkers: Walkers;
  watched: WatchedPaths;
  /** Whether to end the round although sets are still under way. */
  isEnough(): boolean;
  chooseParent: ChooseParent;
  isSameIn(set: number, commit: string, parent: string): Promise<boolean>;
  /** Called for a set whose walk ends; without a record when it was never touched. */
  onAnswer(set: number, record: HistoryRecord | undefined): void;
}

/**
 * Moves all sets down one stream of history, until each has its answer or waits at a commit that the stream doesn't
 * come to (again): a merge's other side, or a commit that skewed clocks put too early.
 */
export async function runRound(round: HistoryRound): Promise<GitProblem | undefined> {
  const { walkers, watched, parents, isEnough } = round;
  const starts = walkers.places;
  const shown = new CommitSet();
  /** The places the stream is sure to come to. */
  const ahead = new Set(starts);

  const visit = (record: HistoryRecord): Verdict | Promise<Verdict> => {
    shown.add(record.commit);
    ahead.delete(record.commit);
    const pending = step(round, record);
    return pending ? pending.then(() => verdictAfter(record)) : verdictAfter(record);
  };
  const verdictAfter = (record: HistoryRecord): Verdict => {
    const next = parents === "first" ? record.parents.slice(0, 1) : record.parents;
    for (const parent of next) {
      if (walkers.hasAnyAt(parent) && !shown.has(parent)) ahead.add(parent);
    }
    return ahead.size === 0 || isEnough() ? "stop" : "go on";
  };

  try {
    const result = await readHistory(
      { ...round, starts, isWatched: (path) => watched.has(path) },
      visit,
    );
    return result.kind === "ok" || result.kind === "stopped" ? undefined : result;
  } catch (error) {
    if (error instanceof UnreadableObject) return error.problem;
    throw error;
  }
}

/** Moves the sets that stand at a commit to its parents, or gives them their answer. */
function step(round: HistoryRound, record: HistoryRecord): Promise<void> | undefined {
  const { commit, parents } = record;
  if (!round.walkers.hasAnyAt(commit)) return undefined;
  const touched = touchedSets(round, record);
  if (parents.length > 1 && touched.size > 0) return leaveMerge(round, record, touched);
  for (const set of touched) end(round, set, record.commit, record);
  leaveUntouched(round, record);
  return undefined;
}

function touchedSets(
  { walkers, watched }: HistoryRound,
  { commit, changed }: HistoryRecord,
): Set<number> {
  const touched = new Set<number>();
  for (const path of changed) {
    for (const set of watched.setsOf(path)) if (walkers.isAt(commit, set)) touched.add(set);
  }
  return touched;
}

async function leaveMerge(
  round: HistoryRound,
  record: HistoryRecord,
  touched: ReadonlySet<number>,
): Promise<void> {
  const choose = async (set: number) => {
    const isSameIn = (parent: string) => round.isSameIn(set, record.commit, parent);
    return { set, parent: await round.chooseParent(record, isSameIn) };
  };
  for (const { set, parent } of await Promise.all([...touched].map(choose))) {
    if (parent === undefined) end(round, set, record.commit, record);
    else round.walkers.move(set, record.commit, parent);
  }
  leaveUntouched(round, record);
}

function leaveUntouched(round: HistoryRound, { commit, parents }: HistoryRecord): void {
  const { walkers } = round;
  const [first] = parents;
  if (first !== undefined) walkers.moveAll(commit, first);
  // A root that doesn't have it either: it was never there.
  else for (const set of walkers.setsAt(commit)) end(round, set, commit, undefined);
}

function end(
  { walkers, onAnswer }: HistoryRound,
  set: number,
  place: string,
  record: HistoryRecord | undefined,
): void {
  walkers.remove(set, place);
  onAnswer(set, record);
}
