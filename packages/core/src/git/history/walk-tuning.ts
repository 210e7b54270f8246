import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Repository } from "../repository.js";
import { hasChangedPathFilters } from "./changed-path-filters.js";

export interface WalkTuning {
  /**
   * Up to how many sets get a git process each; more share one stream until so few are left. With 0 none ever does,
   * whatever goes wrong.
   */
  lookUpAtMost: number;
  /** How many commits of a stream to see before few sets are a reason to leave it. With 0 it isn't even begun for few. */
  seeAtLeast: number;
  /**
   * How many commits of a merge's other side to read one by one, before sets wait there for the next stream. 0 where
   * git takes other parents for a commit's than it holds: in a shallow clone, or with a grafts file.
   */
  sideSteps: number;
  /** How often to follow first parents from where the sets stand before all that can be reached is read. */
  firstParentRounds: number;
  /** How many streams to read at most. What is left then gets a process each. */
  maxRounds: number;
}

/** The old file that takes a process 30 ms takes a stream 600 ms, or 100 ms for the few commits it needs. */
const FEW = 8;
/** As many processes as a stream needs itself. */
const VERY_FEW = 2;
/** With filters the process takes 5 ms. */
const FEW_WITH_FILTERS = 50;
/**
 * Most files that are still worked on are found among these, in the time two or three processes take: starting one
 * takes a bundler with some hundred megabytes up to 10 ms.
 */
const SEE_AT_LEAST = 500;
/** Longer than most branches, and a few milliseconds at most. */
const SIDE_STEPS = 50;
/** More were never needed for a real history; one with a merge every few commits on both sides needs hundreds. */
const FIRST_PARENT_ROUNDS = 8;
/** Reached only where most clocks are wrong. */
const MAX_ROUNDS = 50;

/** As measured by `test/bench/git-history.ts`, and on the histories of vite, webpack and git. */
export async function tuningFor(
  { commonDir }: Pick<Repository, "commonDir">,
  sets: number,
): Promise<WalkTuning> {
  const [cheap, shallow, grafted] = await Promise.all([
    sets > FEW && hasChangedPathFilters(commonDir),
    exists(join(commonDir, "shallow")),
    exists(join(commonDir, "info", "grafts")),
  ]);
  return {
    lookUpAtMost: cheap ? FEW_WITH_FILTERS : FEW,
    seeAtLeast: cheap || sets <= VERY_FEW ? 0 : SEE_AT_LEAST,
    sideSteps: shallow || grafted ? 0 : SIDE_STEPS,
    firstParentRounds: FIRST_PARENT_ROUNDS,
    maxRounds: MAX_ROUNDS,
  };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
