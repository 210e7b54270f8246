import type { ObjectBatch } from "./object-batch.js";

/** What a directory holds under one name. */
export interface TreeEntry {
  kind: "directory" | "file" | "executable" | "link" | "submodule";
  id: string;
}

/** Beyond it the trees read so far are forgotten. Most merges look at directories that others looked at before. */
const MAX_CACHED_BYTES = 16 * 1024 ** 2;

/** Reads and keeps directories of commits. Names are latin1: a character for each byte. */
export class TreeReader {
  readonly #objects: ObjectBatch;
  readonly #trees = new Map<string, Promise<Tree>>();
  #cachedBytes = 0;

  constructor(objects: ObjectBatch) {
    this.#objects = objects;
  }

  /**
   * Entries of a directory.
   *
   * @param tree its id, or a commit's for the top directory
   * @returns those of the wanted names that are there
   * @throws {UnreadableObject}
   */
  async find(tree: string, wanted: ReadonlyMap<string, unknown>): Promise<Map<string, TreeEntry>> {
    let reading = this.#trees.get(tree);
    if (!reading) {
      reading = this.#read(tree);
      this.#trees.set(tree, reading);
    }
    return findEntries(await reading, wanted);
  }

  async #read(name: string): Promise<Tree> {
    const { id, content } = await this.#objects.read(`${name}^{tree}`);
    this.#cachedBytes += content.length;
    if (this.#cachedBytes > MAX_CACHED_BYTES) {
      this.#cachedBytes = 0;
      this.#trees.clear();
    }
    // A copy: the original is a view of all that came with it.
    return { bytes: Buffer.from(content), idLength: id.length / 2 };
  }
}

interface Tree {
  bytes: Buffer;
  idLength: number;
}

const SPACE = 0x20;

/**
 * `MODE NAME`, a NUL and the id's bytes, again and again. Most merges ask for a name or two, so that reading all
 * entries of a large directory would be most of the work.
 */
function findEntries(
  { bytes, idLength }: Tree,
  wanted: ReadonlyMap<string, unknown>,
): Map<string, TreeEntry> {
  const found = new Map<string, TreeEntry>();
  const lengths = new Set<number>();
  for (const name of wanted.keys()) lengths.add(name.length);
  for (let position = 0; position < bytes.length && found.size < wanted.size; ) {
    let space = position;
    while (bytes[space] !== SPACE) space += 1;
    let nul = space + 1;
    while (bytes[nul] !== 0) nul += 1;
    const end = nul + 1 + idLength;
    if (lengths.has(nul - space - 1)) {
      const name = bytes.toString("latin1", space + 1, nul);
      if (wanted.has(name)) {
        const mode = Number.parseInt(bytes.toString("latin1", position, space), 8);
        found.set(name, { kind: kindOf(mode), id: bytes.toString("hex", nul + 1, end) });
      }
    }
    position = end;
  }
  return found;
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
