import type { ChooseParent, Merge } from "./choose-parent.js";
import type { HistoryRecord } from "./history-records.js";
import type { PathEntries } from "./path-entries.js";
import type { SetStates } from "./set-states.js";
import type { WalkTuning } from "./walk-tuning.js";
import type { Walkers } from "./walkers.js";

export interface SideWalk {
  walkers: Walkers;
  states: SetStates;
  chooseParent: ChooseParent;
  sideSteps: WalkTuning["sideSteps"];
  /** Called for a set whose walk ends; without a commit when it was never touched. */
  onAnswer(set: number, commit: Pick<HistoryRecord, "commit" | "rawDate"> | undefined): void;
}

type SideCommit = Merge & Pick<HistoryRecord, "rawDate">;

/**
 * Lets sets go on from a merge that changed them against its first parent. Most branches are short: a few commits
 * down, most sets have their answer, and need no stream for it.
 *
 * @param sets that stand nowhere; afterwards they have their answer, or stand where a stream has to take over
 * @throws {UnreadableObject} once all that could be read is
 */
export async function leaveMerge(
  walk: SideWalk,
  merge: SideCommit,
  sets: readonly number[],
  steps = walk.sideSteps,
): Promise<void> {
  const entriesOf = new Map<string, Promise<PathEntries>>();
  const isSameIn = async (set: number, parent: string): Promise<boolean> => {
    const reading = entriesOf.get(parent) ?? walk.states.readEntries(parent, sets);
    entriesOf.set(parent, reading);
    return walk.states.isSame(set, await reading);
  };
  const followers = new Map<string, number[]>();
  const choose = async (set: number): Promise<void> => {
    const parent = await walk.chooseParent(merge, (other) => isSameIn(set, other));
    if (parent === undefined) walk.onAnswer(set, merge);
    else followers.set(parent, [...(followers.get(parent) ?? []), set]);
  };
  await allOf(sets.map((set) => haltingAt(walk, merge.commit, [set], choose(set))));
  await allOf([...followers].map(([parent, group]) => stepAside(walk, parent, group, steps)));
}

async function stepAside(
  walk: SideWalk,
  place: string,
  sets: readonly number[],
  steps: number,
): Promise<void> {
  const { walkers, states, onAnswer } = walk;
  if (sets.length === 0) return;
  if (steps === 0) {
    for (const set of sets) walkers.put(set, place);
    return;
  }
  const reading = readWithFirstParent(states, place, sets);
  const { commit, before } = await haltingAt(walk, place, sets, reading);
  const [first] = commit.parents;
  const touched: number[] = [];
  const untouched: number[] = [];
  for (const set of sets) (states.isSame(set, before) ? untouched : touched).push(set);
  const moves: Promise<void>[] = [];
  if (first !== undefined) moves.push(stepAside(walk, first, untouched, steps - 1));
  // A root that doesn't have them either: they never were.
  else for (const set of untouched) onAnswer(set, undefined);
  if (commit.parents.length > 1 && touched.length > 0)
    moves.push(leaveMerge(walk, commit, touched, steps - 1));
  else for (const set of touched) onAnswer(set, commit);
  await allOf(moves);
}

const NOTHING: PathEntries = new Map();

async function readWithFirstParent(
  states: SetStates,
  place: string,
  sets: readonly number[],
): Promise<{ commit: SideCommit; before: PathEntries }> {
  const commit = await states.readCommit(place);
  const [first] = commit.parents;
  return { commit, before: first === undefined ? NOTHING : await states.readEntries(first, sets) };
}

/** Whoever takes over finds the sets where their walk came to a halt. */
async function haltingAt<Value>(
  { walkers }: SideWalk,
  place: string,
  sets: readonly number[],
  reading: Promise<Value>,
): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    for (const set of sets) walkers.put(set, place);
    throw error;
  }
}

/** Like `Promise.all`, but what goes well is waited for also when something else fails. */
export async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(promises)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}
