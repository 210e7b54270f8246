import { cachedAnswer } from "../git/commit-cache.js";
import { commitDate } from "../git/commit-date.js";
import type { LastCommit } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import { keyOf } from "../git/set-key.js";
import { HistoryReader, UnreadableObjectError } from "./history-reader.js";
import { compareTrees, pathTree } from "./path-tree.js";
import type { WalkOptions } from "./walk-history.js";

const DEFAULT_TIMEOUT = 30_000;
/** Commits between two chances for the build's other work, and for its signal. */
const TURN = 100;

/**
 * For each set of files the commit that last touched any of them, read from the repository's objects without git:
 * what `git log -1 -- FILE...` prints. Like the walk of one file, where "the same" means that all are.
 *
 * @param sets paths relative to the top level, with `/`, present in HEAD
 * @returns the answers in the order of the sets
 * @throws the signal's reason when aborted
 */
export async function walkSets(
  repository: Repository,
  sets: readonly (readonly string[])[],
  options: WalkOptions = {},
): Promise<LastCommit[]> {
  const { timeout = DEFAULT_TIMEOUT, mostCommits = Number.POSITIVE_INFINITY, signal } = options;
  const { head } = repository;
  if (head.kind !== "commit") return sets.map(() => ({ kind: "none" }));
  const deadline = performance.now() + timeout;
  const reader = new HistoryReader(repository);
  const answers: LastCommit[] = [];
  try {
    let count = 0;
    for (const set of sets) {
      const walk = new SetWalk(reader, set, repository.shallowCommits, options.knownAt);
      while (count < mostCommits && walk.step(head.commit)) {
        count += 1;
        if (count % TURN !== 0) continue;
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        if (performance.now() > deadline) break;
      }
      answers.push(walk.answer ?? { kind: "failed", problem: { kind: "timeout" } });
    }
  } finally {
    reader.close();
  }
  return answers;
}

/** One set of paths on its way. */
class SetWalk {
  answer: LastCommit | undefined;
  readonly #reader: HistoryReader;
  readonly #paths: readonly string[];
  readonly #shallow: ReadonlySet<string>;
  readonly #knownAt: WalkOptions["knownAt"];
  #at: string | undefined;

  constructor(
    reader: HistoryReader,
    paths: readonly string[],
    shallow: ReadonlySet<string>,
    knownAt: WalkOptions["knownAt"],
  ) {
    this.#reader = reader;
    this.#paths = paths;
    this.#shallow = shallow;
    this.#knownAt = knownAt;
  }

  /** @returns whether there is more to do */
  step(start: string): boolean {
    const at = this.#at ?? start;
    const known = this.#knownAt?.(at)?.get(keyOf(this.#paths));
    if (known) return this.#end(cachedAnswer(known));
    try {
      const commit = this.#reader.commit(at);
      for (const id of commit.parents) {
        const { tree } = this.#reader.commit(id);
        const { different, unreadable } = compareTrees(
          this.#reader,
          commit.tree,
          tree,
          pathTree(this.#paths),
        );
        if (unreadable.length > 0) return this.#end({ kind: "missing-objects" });
        if (different.length > 0) continue;
        this.#at = id;
        return true;
      }
      if (this.#shallow.has(commit.id)) return this.#end({ kind: "shallow" });
      const date = commitDate(commit.committed);
      return this.#end({ kind: "commit", commit: commit.id, date });
    } catch (error) {
      if (!(error instanceof UnreadableObjectError)) throw error;
      return this.#end({ kind: "missing-objects" });
    }
  }

  #end(answer: LastCommit): false {
    this.answer = answer;
    return false;
  }
}
