import type { Repository } from "../git/repository.js";
import { ObjectStore } from "./object-store.js";
import { type CommitHeader, parseCommit } from "./parse-commit.js";

/** What a walk through history needs of a commit. */
export interface Commit extends CommitHeader {
  id: string;
}

/** What a tree holds under one name. */
export interface TreeItem {
  /** Octal, one of those that git writes: `40000` is a tree. */
  mode: string;
  id: string;
}

/** Something the answer depends on is not there, or damaged. */
export class UnreadableObjectError extends Error {
  override readonly name = "UnreadableObjectError";
}

const TREE = "40000";
const SPACE = 0x20;

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
   * What a tree holds under some of its names, or all.
   *
   * @param names their UTF-8 bytes, read as Latin-1
   * @throws {UnreadableObjectError}
   */
  items(tree: string, names?: ReadonlyMap<string, unknown>): ReadonlyMap<string, TreeItem> {
    const content = this.#content(tree, "tree");
    const found = new Map<string, TreeItem>();
    let position = 0;
    const hashes = names && new Set([...names.keys()].map(hashOf));
    const most = names?.size ?? Number.POSITIVE_INFINITY;
    while (position < content.length && found.size < most) {
      // `MODE NAME<nul>ID` (gitformat-pack(5) has the id's length).
      let at = position;
      while (at < content.length && content[at] !== SPACE) at++;
      const space = at++;
      // A folder may have thousands of names: most are passed by without making a string of them.
      let hash = 0;
      for (; at < content.length && content[at] !== 0; at++) hash = nextHash(hash, content[at]);
      const next = at + 1 + this.#idLength;
      if (next > content.length) {
        throw new UnreadableObjectError(`the tree ${tree} is damaged`);
      }
      if (!hashes || hashes.has(hash)) {
        const name = content.toString("latin1", space + 1, at);
        const mode = canonicalMode(content.toString("latin1", position, space));
        if (!names || names.has(name)) {
          found.set(name, { mode, id: content.toString("hex", at + 1, next) });
        }
      }
      position = next;
    }
    return found;
  }

  /** How many objects of any kind there are in packs. */
  packedObjects(): number {
    return this.#store.packedObjects();
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

/** Git takes odd modes that old tools wrote, such as 100664, for the nearest it writes itself (`canon_mode`). */
function canonicalMode(text: string): string {
  const mode = Number.parseInt(text, 8);
  switch (mode & 0o170000) {
    case 0o100000:
      return mode & 0o100 ? "100755" : "100644";
    case 0o120000:
      return "120000";
    case 0o040000:
      return TREE;
    default:
      return "160000";
  }
}

/** As Java's `String.hashCode`. */
function nextHash(hash: number, byte = 0): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

function hashOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = nextHash(hash, name.charCodeAt(at));
  return hash;
}

/** Whether an item is a folder. */
export function isTree(item: TreeItem): boolean {
  return item.mode === TREE;
}
