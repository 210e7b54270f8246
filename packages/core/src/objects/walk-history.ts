import { type CachedCommits, cachedAnswer } from "../git/commit-cache.js";
import { commitDate } from "../git/commit-date.js";
import type { LastCommit } from "../git/last-commits.js";
import type { Repository } from "../git/repository.js";
import { type Commit, HistoryReader, UnreadableObjectError } from "./history-reader.js";
import {
  addPath,
  compareTrees,
  type PathNode,
  pathsOf,
  pathTree,
  removePaths,
} from "./path-tree.js";

export interface WalkOptions {
  /** Milliseconds after which the paths without an answer are given up. @default 30000 */
  timeout?: number | undefined;
  /** Commits after which they are. @default as many as there are */
  mostCommits?: number | undefined;
  /** The answers that are known at a commit, by path. */
  knownAt?: ((commit: string) => CachedCommits | undefined) | undefined;
  signal?: AbortSignal | undefined;
}

const DEFAULT_TIMEOUT = 30_000;
/** Commits between two chances for the build's other work, and for its signal. */
const TURN = 100;

/**
 * The commit that last touched each file, read from the repository's objects without git: what
 * `git log -1 -- FILE` prints.
 *
 * For one path that is a linear walk: at each commit, a parent in which the path is the same is the next one, the
 * first such parent if there are several; without one the commit is the answer (git-log(1), "History
 * Simplification", default mode). Paths at the same commit walk together.
 *
 * @param paths relative to the top level, with `/`, present in HEAD
 * @throws the signal's reason when aborted
 */
export async function walkHistory(
  repository: Repository,
  paths: readonly string[],
  options: WalkOptions = {},
): Promise<ReadonlyMap<string, LastCommit>> {
  const { timeout = DEFAULT_TIMEOUT, mostCommits = Number.POSITIVE_INFINITY, signal } = options;
  if (repository.head.kind !== "commit")
    return new Map(paths.map((path) => [path, { kind: "none" }]));
  const deadline = performance.now() + timeout;
  const reader = new HistoryReader(repository);
  const walk = new Walk(reader, repository.shallowCommits, options.knownAt);
  try {
    walk.start(repository.head.commit, pathTree(paths));
    for (let count = 1; count <= mostCommits && walk.step(); count++) {
      if (count % TURN !== 0) continue;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      if (performance.now() > deadline) break;
    }
  } finally {
    reader.close();
  }
  const unanswered: LastCommit = { kind: "failed", problem: { kind: "timeout" } };
  return new Map(paths.map((path) => [path, walk.answers.get(path) ?? unanswered]));
}

/** Paths on their way, each at one commit. */
class Walk {
  readonly answers = new Map<string, LastCommit>();
  readonly #reader: HistoryReader;
  readonly #shallow: ReadonlySet<string>;
  readonly #knownAt: WalkOptions["knownAt"];
  readonly #waiting = new Map<string, { commit: Commit; paths: PathNode }>();

  constructor(
    reader: HistoryReader,
    shallow: ReadonlySet<string>,
    knownAt: WalkOptions["knownAt"],
  ) {
    this.#reader = reader;
    this.#shallow = shallow;
    this.#knownAt = knownAt;
  }

  start(id: string, paths: PathNode): void {
    const commit = this.#open(id, paths);
    if (commit) this.#waiting.set(id, { commit, paths });
  }

  /** @returns whether there is more to do */
  step(): boolean {
    const next = this.#newest();
    if (!next) return false;
    const { commit, paths } = next;
    this.#waiting.delete(commit.id);
    this.#answerKnown(commit, paths);

    let remaining = paths;
    for (const id of commit.parents) {
      if (remaining.children.size === 0) return true;
      const parent = this.#open(id, remaining);
      if (!parent) return true;
      const { different, unreadable } = compareTrees(
        this.#reader,
        commit.tree,
        parent.tree,
        remaining,
      );
      this.#answer(unreadable, { kind: "missing-objects" });
      removePaths(remaining, unreadable);
      removePaths(remaining, different);
      this.#move(remaining, parent);
      remaining = pathTree(different);
    }
    this.#answer(
      pathsOf(remaining),
      this.#shallow.has(commit.id)
        ? { kind: "shallow" }
        : { kind: "commit", commit: commit.id, date: commitDate(commit.committed) },
    );
    return true;
  }

  #answerKnown({ id }: Commit, paths: PathNode): void {
    const known = this.#knownAt?.(id);
    if (!known) return;
    const answered: string[] = [];
    for (const path of pathsOf(paths)) {
      const commit = known.get(path);
      if (!commit) continue;
      this.answers.set(path, cachedAnswer(commit));
      answered.push(path);
    }
    removePaths(paths, answered);
  }

  /** Lets paths wait at a commit, with those already there. */
  #move(paths: PathNode, commit: Commit): void {
    if (paths.children.size === 0) return;
    const there = this.#waiting.get(commit.id);
    if (there) for (const path of pathsOf(paths)) addPath(there.paths, path);
    else this.#waiting.set(commit.id, { commit, paths });
  }

  /** The order changes no answer: by date, paths that went apart at a merge meet again where its sides began. */
  #newest() {
    let newest: { commit: Commit; paths: PathNode } | undefined;
    for (const candidate of this.#waiting.values()) {
      if (!newest || secondsOf(candidate.commit) > secondsOf(newest.commit)) newest = candidate;
    }
    return newest;
  }

  /** Without the commit, what goes through it has no answer. */
  #open(id: string, paths: PathNode): Commit | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting) return waiting.commit;
    try {
      return this.#reader.commit(id);
    } catch (error) {
      if (!(error instanceof UnreadableObjectError)) throw error;
      this.#answer(pathsOf(paths), { kind: "missing-objects" });
      return undefined;
    }
  }

  #answer(paths: Iterable<string>, answer: LastCommit): void {
    for (const path of paths) this.answers.set(path, answer);
  }
}

function secondsOf({ committed }: Commit): number {
  return Number.parseInt(committed, 10) || 0;
}
