import type { GitProblem } from "../run-git.js";
import { type HistoryRound, runRound } from "./history-round.js";
import { ObjectBatch } from "./object-batch.js";
import { commonDirectory } from "./path-trie.js";
import { SetStates } from "./set-states.js";
import type { WalkTuning } from "./walk-tuning.js";
import type { Walkers } from "./walkers.js";

/** A set whose walk was cut short, and where. */
export interface Stop {
  set: number;
  place: string;
}

export interface SharedWalk
  extends Pick<
    HistoryRound,
    "cwd" | "timeout" | "signal" | "chooseParent" | "areFew" | "onAnswer"
  > {
  /** The commit all sets start from. */
  start: string;
  sets: readonly (readonly string[])[];
  /** Changed as the walk goes on. Empty at the end, unless there was a problem. */
  walkers: Walkers;
  tuning: WalkTuning;
  /** Called for sets that are better looked up one by one, from where they stand. */
  onFew(stops: readonly Stop[]): void;
}

/**
 * Walks all sets down the history together, each along the line `git log -1` would take: at every commit to the
 * first parent that has the set just so, until there is none.
 */
export async function walkTogether(walk: SharedWalk): Promise<GitProblem | undefined> {
  const { start, sets, walkers, tuning, areFew } = walk;
  const handOver = (places: Iterable<string>) => walk.onFew([...walkers.takeAll(places)]);
  if (areFew(walkers.setsAt(walkers.places), 0)) {
    handOver(walkers.places);
    return undefined;
  }
  const objects = new ObjectBatch(walk);
  const states = new SetStates(objects, start, sets);
  try {
    for (let round = 0; round < tuning.maxRounds; round += 1) {
      const starts = walkers.places;
      const left = [...walkers.setsAt(starts)];
      const directory = commonDirectory(left.flatMap((set) => sets[set] as string[]));
      const parents = round < tuning.firstParentRounds ? "first" : "all";
      const sideSteps = parents === "first" ? tuning.sideSteps : 0;
      const result = await runRound({ ...walk, starts, parents, directory, states, sideSteps });
      if (result.kind === "problem") return result.problem;
      if (result.kind === "few") handOver(result.ahead);
      if (areFew(walkers.setsAt(walkers.places), Number.POSITIVE_INFINITY)) break;
    }
    handOver(walkers.places);
    return undefined;
  } finally {
    objects.close();
  }
}
