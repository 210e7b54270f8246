import type { GitProblem } from "../run-git.js";
import type { ChooseParent } from "./choose-parent.js";
import type { HistoryRecord } from "./history-records.js";
import { runRound } from "./history-round.js";
import { ObjectBatch } from "./object-batch.js";
import { areSame, type PathEntries, readEntries } from "./path-entries.js";
import { commonDirectory } from "./path-trie.js";
import { TreeReader } from "./tree-reader.js";
import type { Walkers } from "./walkers.js";
import { WatchedPaths } from "./watched-paths.js";

export interface SharedWalk {
  /** Where git runs: the top of the work tree. */
  cwd: string;
  /** The commit all sets start from. */
  start: string;
  sets: readonly (readonly string[])[];
  /** Changed as the walk goes on; whoever is left in it at the end has no answer yet. */
  walkers: Walkers;
  /** Rounds that follow first parents only, before whatever can be reached is read. */
  firstParentRounds: number;
  maxRounds: number;
  chooseParent: ChooseParent;
  /** Whether the sets that are left are better looked up one by one. */
  isEnough(): boolean;
  onAnswer(set: number, record: HistoryRecord | undefined): void;
  /** Milliseconds git may stay silent. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

/**
 * Walks all sets down the history together, each along the line `git log -1` would take: at every commit to the
 * first parent that has the set just so, until there is none.
 *
 * Most sets stay on the first parents of HEAD, which one stream shows. Those that a merge sends to another parent
 * wait there and start the next round. Where merges send sets to and fro (`git pull` on both sides of a branch),
 * rounds would be many: after some, a stream of all commits takes every set to its end.
 */
export async function walkTogether(walk: SharedWalk): Promise<GitProblem | undefined> {
  const { cwd, start, sets, walkers, isEnough, onAnswer, chooseParent, timeout, signal } = walk;
  if (isEnough()) return undefined;
  const objects = new ObjectBatch({ cwd, timeout, signal });
  const trees = new TreeReader(objects);
  const names = sets.map((paths) => paths.map(byteString));
  const watched = new WatchedPaths(names);
  /** Of every set where the walk begins, and so, as it goes only where the set is the same, all along the walk. */
  let entries: PathEntries = new Map();
  const ready = readEntries(trees, start, watched.paths).then((found) => {
    entries = found;
    for (const path of watched.paths) {
      const entry = found.get(path);
      if (entry === undefined || entry.kind === "directory") watched.openUp(path);
    }
  });
  // The round that waits for it tells of its failure.
  ready.catch(() => {});

  try {
    for (let round = 0; round < walk.maxRounds && !isEnough(); round += 1) {
      const problem = await runRound({
        cwd,
        parents: round < walk.firstParentRounds ? "first" : "all",
        directory: commonDirectory(
          [...walkers.entries()].flatMap(([set]) => sets[set] as string[]),
        ),
        ready,
        walkers,
        watched,
        chooseParent,
        readEntries: (commit, some) =>
          readEntries(
            trees,
            commit,
            some.flatMap((set) => names[set] as string[]),
          ),
        isSame: (set, others) => areSame(entries, others, names[set] as string[]),
        isEnough,
        onAnswer,
        timeout,
        signal,
      });
      if (problem) return problem;
    }
    return undefined;
  } finally {
    objects.close();
  }
}

/** Git's paths are bytes; a character for each compares without decoding what git prints. */
function byteString(path: string): string {
  return Buffer.from(path).toString("latin1");
}
