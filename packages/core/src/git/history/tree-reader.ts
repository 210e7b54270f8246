import type { GitObject, ObjectBatch } from "./object-batch.js";

/** What a directory holds under one name. */
export interface TreeEntry {
  kind: "directory" | "file" | "executable" | "link" | "submodule";
  id: string;
}

/** Name (each byte a character, latin1) to entry. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** An entry takes some 150 bytes in memory. */
const MAX_CACHED_ENTRIES = 100_000;

/** Reads and keeps directories of commits. */
export class TreeReader {
  readonly #objects: ObjectBatch;
  readonly #tops = new Map<string, Promise<TreeEntry>>();
  readonly #trees = new Map<string, Promise<Tree>>();
  #cachedEntries = 0;

  constructor(objects: ObjectBatch) {
    this.#objects = objects;
  }

  /**
   * A commit's top directory, as the entry a directory above would have for it.
   *
   * @throws {UnreadableObject}
   */
  top(commit: string): Promise<TreeEntry> {
    return recall(this.#tops, commit, async () => {
      const object = await this.#objects.read(`${commit}^{tree}`);
      // The answer is the tree itself, which will be asked for next.
      await recall(this.#trees, object.id, async () => this.#keep(object));
      return { kind: "directory", id: object.id };
    });
  }

  /** @throws {UnreadableObject} */
  read(id: string): Promise<Tree> {
    return recall(this.#trees, id, async () => this.#keep(await this.#objects.read(id)));
  }

  #keep({ id, content }: GitObject): Tree {
    const tree = parseTree(content, id.length / 2);
    this.#cachedEntries += tree.size + 1;
    if (this.#cachedEntries > MAX_CACHED_ENTRIES) {
      this.#cachedEntries = 0;
      this.#tops.clear();
      this.#trees.clear();
    }
    return tree;
  }
}

function recall<Value>(
  cache: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const cached = cache.get(key);
  if (cached) return cached;
  const made = make();
  cache.set(key, made);
  return made;
}

/** `MODE NAME`, a NUL and the id's bytes, again and again. */
function parseTree(bytes: Buffer, idLength: number): Tree {
  const tree = new Map<string, TreeEntry>();
  for (let position = 0; position < bytes.length; ) {
    const space = bytes.indexOf(0x20, position);
    const nul = bytes.indexOf(0, space);
    const end = nul + 1 + idLength;
    const mode = Number.parseInt(bytes.toString("latin1", position, space), 8);
    const name = bytes.toString("latin1", space + 1, nul);
    tree.set(name, { kind: kindOf(mode), id: bytes.toString("hex", nul + 1, end) });
    position = end;
  }
  return tree;
}

/** Git takes odd modes that old tools wrote, such as 100664, for the nearest it writes itself (`canon_mode`). */
function kindOf(mode: number): TreeEntry["kind"] {
  switch (mode & 0o170000) {
    case 0o100000:
      return mode & 0o100 ? "executable" : "file";
    case 0o120000:
      return "link";
    case 0o040000:
      return "directory";
    default:
      return "submodule";
  }
}
