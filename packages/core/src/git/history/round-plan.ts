import type { HistoryStreamOptions } from "./history-stream.js";

/** Which part of the history a round reads. */
export type RoundPlan = Pick<HistoryStreamOptions, "starts" | "parents" | "exceptLineOf">;

/**
 * Decides what to read next.
 *
 * The first round shows the line of first parents from the start, which is most of the history for most sets. Those
 * that a merge sent to another parent wait there and seldom come back to that line: to show it again would make every
 * further round cost as much. Where merges send sets to and fro (`git pull` on both sides of a branch), rounds would
 * be many; after some, one that shows all parents takes every set to its end.
 */
export class RoundPlanner {
  readonly #start: string;
  readonly #firstParentRounds: number;
  readonly #onFirstLine = new Set<string>();
  #knowsExcept = true;
  #rounds = 0;

  constructor(start: string, firstParentRounds: number) {
    this.#start = start;
    this.#firstParentRounds = firstParentRounds;
  }

  /** @param places where the sets stand */
  next(places: readonly string[]): RoundPlan {
    const round = this.#rounds++;
    if (round >= this.#firstParentRounds) return { parents: "all", starts: places };
    if (round === 0) return { parents: "first", starts: places };
    const aside = places.filter((place) => !this.#onFirstLine.has(place));
    const fewCameBack = aside.length > places.length / 2;
    return this.#knowsExcept && fewCameBack
      ? { parents: "first", starts: aside, exceptLineOf: this.#start }
      : { parents: "first", starts: places };
  }

  /** A round didn't come to these, so they must be on the line it left out. */
  leftOut(places: Iterable<string>): void {
    for (const place of places) this.#onFirstLine.add(place);
  }

  /** @returns whether the next round is worth a try: git before 2.35 can't leave a line out */
  failed(plan: RoundPlan): boolean {
    this.#knowsExcept = false;
    return plan.exceptLineOf !== undefined;
  }
}
