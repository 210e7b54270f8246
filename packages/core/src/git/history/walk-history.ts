import { commitDate } from "../commit-date.js";
import type { Repository } from "../repository.js";
import { type ChooseParent, firstSameParent } from "./choose-parent.js";
import { type HistoryAnswer, unanswered } from "./history-answer.js";
import type { HistoryRecord } from "./history-records.js";
import { lookUpSets } from "./set-lookup.js";
import { type Stop, walkTogether } from "./walk-together.js";
import { tuningFor, type WalkTuning } from "./walk-tuning.js";
import { Walkers } from "./walkers.js";

export interface WalkOptions {
  signal?: AbortSignal | undefined;
  /** Milliseconds git may stay silent before it is taken for stuck. @default 120000 */
  timeout?: number | undefined;
  /** What to do how; the default depends on the repository. The answers don't depend on it. */
  tuning?: WalkTuning | undefined;
  /** Another rule for merges gives wrong answers: for tests of the tests. */
  chooseParent?: ChooseParent | undefined;
}

const DEFAULT_TIMEOUT = 120_000;
/** A command with more paths is slow (git tests each against each entry) and may not fit on a command line. */
const MAX_LOOKUP_PATHS = 8;

/**
 * For each set of paths the commit that last changed any of them: what
 * `git log -1 --format=%H START -- PATH...` prints, exactly.
 *
 * @param repository `topLevel` is where git runs; the path of a bare repository does as well
 * @param start full id of the commit to look back from
 * @param sets paths relative to the top level, with `/`, without `.` and `..`; of files or directories, in the
 * start's tree or not
 * @returns the answers in the order of the sets
 * @throws the signal's reason when aborted
 */
export async function walkHistory(
  repository: Pick<Repository, "topLevel" | "commonDir">,
  start: string,
  sets: readonly (readonly string[])[],
  options: WalkOptions = {},
): Promise<HistoryAnswer[]> {
  const { signal, timeout = DEFAULT_TIMEOUT, chooseParent = firstSameParent } = options;
  const tuning = options.tuning ?? (await tuningFor(repository, sets.length));
  const git = { cwd: repository.topLevel, timeout, signal };
  const pathsOf = (set: number) => sets[set] as readonly string[];
  const isLarge = (set: number) => pathsOf(set).length > MAX_LOOKUP_PATHS;
  // Right for a set without paths, of which git would take it that all paths are meant.
  const answers = sets.map((): HistoryAnswer => ({ kind: "none" }));
  const asked = [...sets.keys()].filter((set) => pathsOf(set).length > 0);
  const walkers = new Walkers(asked, start);

  // One after the other, while the walk of the others goes on.
  let lookups = Promise.resolve();
  const lookUp = (stops: readonly Stop[]) => {
    const questions = stops.map(({ set, place }) => ({ start: place, paths: pathsOf(set) }));
    lookups = lookups.then(async () => {
      const found = await lookUpSets(questions, git);
      stops.forEach(({ set }, index) => {
        answers[set] = found[index] as HistoryAnswer;
      });
    });
  };

  const problem = await walkTogether({
    ...git,
    tuning,
    start,
    sets,
    walkers,
    chooseParent,
    areFew: (some, seen) =>
      hasAtMost(seen < tuning.seeAtLeast ? 0 : tuning.lookUpAtMost, some, isLarge),
    onAnswer(set, record) {
      if (record) answers[set] = answerOf(record);
    },
    onFew: lookUp,
  });
  if (problem) {
    const left = [...walkers.takeAll(walkers.places)];
    for (const { set } of left) answers[set] = unanswered(problem);
    // A set may have its answer although something on the way of another couldn't be read.
    const canAsk = tuning.lookUpAtMost > 0 && problem.kind === "failed";
    if (canAsk) lookUp(left.filter(({ set }) => !isLarge(set)));
  }
  await lookups;
  signal?.throwIfAborted();
  return answers;
}

function hasAtMost(
  limit: number,
  sets: Iterable<number>,
  isLarge: (set: number) => boolean,
): boolean {
  let count = 0;
  for (const set of sets) {
    count += 1;
    if (count > limit || isLarge(set)) return false;
  }
  return true;
}

function answerOf({ commit, rawDate }: Pick<HistoryRecord, "commit" | "rawDate">): HistoryAnswer {
  return { kind: "commit", commit, date: commitDate(rawDate) };
}
