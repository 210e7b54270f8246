import { parseCommit } from "../../objects/parse-commit.js";
import type { HistoryRecord } from "./history-records.js";
import type { ObjectBatch } from "./object-batch.js";
import { areSame, type PathEntries, readEntries } from "./path-entries.js";
import { TreeReader } from "./tree-reader.js";
import { WatchedPaths } from "./watched-paths.js";

/**
 * What the sets look like where the walk begins and so, because a walk goes on only where its set is the same, all
 * along the walk.
 */
export class SetStates {
  readonly watched: WatchedPaths;
  /** Settles when everything else here can be used. */
  readonly ready: Promise<void>;
  readonly #sets: readonly (readonly string[])[];
  readonly #objects: ObjectBatch;
  readonly #trees: TreeReader;
  #entries: PathEntries = new Map();

  constructor(objects: ObjectBatch, start: string, sets: readonly (readonly string[])[]) {
    this.#sets = sets.map((paths) => paths.map(byteString));
    this.#objects = objects;
    this.#trees = new TreeReader(objects);
    this.watched = new WatchedPaths(this.#sets);
    this.ready = this.#begin(start);
    // Whoever waits for it is told.
    this.ready.catch(() => {});
  }

  async #begin(start: string): Promise<void> {
    this.#entries = await readEntries(this.#trees, start, this.watched.paths);
    for (const path of this.watched.paths) {
      const entry = this.#entries.get(path);
      if (entry === undefined || entry.kind === "directory") this.watched.openUp(path);
    }
  }

  /**
   * What a commit holds at the paths of these sets.
   *
   * @throws {UnreadableObject}
   */
  readEntries(commit: string, sets: readonly number[]): Promise<PathEntries> {
    const paths = sets.flatMap((set) => this.#sets[set] as string[]);
    return readEntries(this.#trees, commit, paths);
  }

  /**
   * A commit as it was written. Git may be told to take others for its parents.
   *
   * @throws {UnreadableObject}
   */
  async readCommit(commit: string): Promise<Omit<HistoryRecord, "changed">> {
    const { content } = await this.#objects.read(commit);
    const { parents = [], committed = "" } = parseCommit(content) ?? {};
    return { commit, parents, rawDate: committed };
  }

  /** Whether the entries are what the set has. */
  isSame(set: number, entries: PathEntries): boolean {
    return areSame(this.#entries, entries, this.#sets[set] as string[]);
  }
}

/** Git's paths are bytes; a character for each compares without decoding what git prints. */
function byteString(path: string): string {
  return Buffer.from(path).toString("latin1");
}
