import type { Repository } from "../repository.js";
import { hasChangedPathFilters } from "./changed-path-filters.js";

export interface WalkTuning {
  /**
   * Up to how many sets get a git process each; more share one stream until so few are left. With 0 none ever does,
   * whatever goes wrong.
   */
  lookUpAtMost: number;
  /** How often to follow first parents from where the sets stand before all that can be reached is read. */
  firstParentRounds: number;
  /** How many streams to read at most. What is left then gets a process each. */
  maxRounds: number;
}

/** The old file that takes a process 30 ms takes a stream 600 ms, or 100 ms for the few commits it needs. */
const FEW = 8;
/** With filters the process takes 5 ms. */
const FEW_WITH_FILTERS = 32;
/** More were never needed for a real history; one with a merge every few commits on both sides needs hundreds. */
const FIRST_PARENT_ROUNDS = 8;
/** Reached only where most clocks are wrong. */
const MAX_ROUNDS = 50;

/** As measured by `test/bench/git-history.ts`, and on the histories of vite, webpack and git. */
export async function tuningFor(
  { commonDir }: Pick<Repository, "commonDir">,
  sets: number,
): Promise<WalkTuning> {
  const cheap = sets > FEW && (await hasChangedPathFilters(commonDir));
  return {
    lookUpAtMost: cheap ? FEW_WITH_FILTERS : FEW,
    firstParentRounds: FIRST_PARENT_ROUNDS,
    maxRounds: MAX_ROUNDS,
  };
}
