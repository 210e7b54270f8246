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
}

const FEW = 8;

/** Measured: see `test/bench/git-history.ts`. */
export async function tuningFor(
  { commonDir }: Pick<Repository, "commonDir">,
  sets: number,
): Promise<WalkTuning> {
  if (sets <= FEW) return { lookUpAtMost: FEW, firstParentRounds: 8 };
  const cheap = await hasChangedPathFilters(commonDir);
  return { lookUpAtMost: cheap ? 100 : FEW, firstParentRounds: 8 };
}
