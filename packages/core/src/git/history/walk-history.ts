import { commitDate } from "../commit-date.js";
import type { Repository } from "../repository.js";
import { type ChooseParent, firstSameParent } from "./choose-parent.js";
import { type HistoryAnswer, unanswered } from "./history-answer.js";
import { lookUpSets } from "./set-lookup.js";
import { walkTogether } from "./walk-together.js";
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
  const cwd = repository.topLevel;
  const pathsOf = (set: number) => sets[set] as readonly string[];
  const isLarge = (set: number) => pathsOf(set).length > MAX_LOOKUP_PATHS;
  // Right for a set without paths, of which git would take it that all paths are meant.
  const answers = sets.map((): HistoryAnswer => ({ kind: "none" }));
  const walkers = new Walkers(
    [...sets.keys()].filter((set) => pathsOf(set).length > 0),
    start,
  );
  let large = [...sets.keys()].filter(isLarge).length;

  const problem = await walkTogether({
    cwd,
    start,
    sets,
    walkers,
    firstParentRounds: tuning.firstParentRounds,
    maxRounds: tuning.maxRounds,
    chooseParent,
    isEnough: () => large === 0 && walkers.size <= tuning.lookUpAtMost,
    onAnswer(set, record) {
      if (isLarge(set)) large -= 1;
      answers[set] = record
        ? { kind: "commit", commit: record.commit, date: commitDate(record.rawDate) }
        : { kind: "none" };
    },
    timeout,
    signal,
  });
  signal?.throwIfAborted();

  // A set may have its answer where the shared walk met something unreadable: ask for each that can be asked for.
  const left = [...walkers.entries()];
  const canAsk = tuning.lookUpAtMost > 0 && (!problem || problem.kind === "failed");
  const asked = left.filter(([set]) => canAsk && (!problem || !isLarge(set)));
  for (const [set] of left) answers[set] = unanswered(problem ?? { kind: "timeout" });
  const found = await lookUpSets(
    asked.map(([set, place]) => ({ start: place, paths: pathsOf(set) })),
    { cwd, timeout, signal },
  );
  signal?.throwIfAborted();
  asked.forEach(([set], index) => {
    answers[set] = found[index] as HistoryAnswer;
  });
  return answers;
}
