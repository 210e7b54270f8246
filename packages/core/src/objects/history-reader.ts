import type { Repository } from "../git/repository.js";
import { ObjectStore } from "./object-store.js";
import { type CommitHeader, parseCommit } from "./parse-commit.js";

/** What a walk through history needs of a commit. */
export interface Commit extends CommitHeader {
  id: string;
}

/** What a tree holds under one name. */
export interface TreeItem {
  /** Octal, without a leading zero, as trees hold it: `40000` is a tree. */
  mode: string;
  id: string;
}

/** Something the answer depends on is not there, or damaged. */
export class UnreadableObjectError extends Error {
  override readonly name = "UnreadableObjectError";
}

const TREE = "40000";

/** Commits and trees of one repository, read without git. */
export class HistoryReader {
  readonly #store: ObjectStore;
  readonly #shallow: ReadonlySet<string>;
  readonly #idLength: number;

  constructor(repository: Pick<Repository, "commonDir" | "objectFormat" | "shallowCommits">) {
    this.#store = new ObjectStore(repository);
    this.#shallow = repository.shallowCommits;
    this.#idLength = repository.objectFormat === "sha1" ? 20 : 32;
  }

  /**
   * @returns the commit, without parents where a shallow clone cut them off
   * @throws {UnreadableObjectError}
   */
  commit(id: string): Commit {
    const commit = parseCommit(this.#content(id, "commit"));
    if (!commit) throw new UnreadableObjectError(`the commit ${id} has no tree`);
    return this.#shallow.has(id) ? { ...commit, id, parents: [] } : { ...commit, id };
  }

  /**
   * What a tree holds under some of its names.
   *
   * @param names their UTF-8 bytes, read as Latin-1
   * @throws {UnreadableObjectError}
   */
  items(tree: string, names: ReadonlyMap<string, unknown>): ReadonlyMap<string, TreeItem> {
    const content = this.#content(tree, "tree");
    const found = new Map<string, TreeItem>();
    let position = 0;
    while (position < content.length && found.size < names.size) {
      // `MODE NAME<nul>ID` (gitformat-pack(5) has the id's length).
      const space = content.indexOf(0x20, position);
      const end = content.indexOf(0, space);
      const next = end + 1 + this.#idLength;
      if (space === -1 || end === -1 || next > content.length) {
        throw new UnreadableObjectError(`the tree ${tree} is damaged`);
      }
      const name = content.toString("latin1", space + 1, end);
      if (names.has(name)) {
        const mode = content.toString("latin1", position, space);
        found.set(name, { mode, id: content.toString("hex", end + 1, next) });
      }
      position = next;
    }
    return found;
  }

  close(): void {
    this.#store.close();
  }

  #content(id: string, type: "commit" | "tree"): Buffer {
    const object = this.#store.read(id);
    switch (object.kind) {
      case "missing":
        throw new UnreadableObjectError(`the ${type} ${id} is missing`);
      case "damaged":
        throw new UnreadableObjectError(`the ${type} ${id} is damaged`, { cause: object.cause });
      case "object":
        if (object.type === type) return object.content;
        throw new UnreadableObjectError(`the ${type} ${id} is a ${object.type}`);
    }
  }
}

/** Whether an item is a folder. */
export function isTree(item: TreeItem): boolean {
  return item.mode === TREE;
}
