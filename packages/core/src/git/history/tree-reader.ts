import type { GitProblem } from "../run-git.js";
import { type ObjectBatch, UnreadableObject } from "./object-batch.js";

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
  async find(tree: string, wanted: ReadonlyMap<string, unknown>): Promise<TreeEntries> {
    return findEntries(await this.#tree(`${tree}^{tree}`), wanted);
  }

  /**
   * Entries of a directory by its name.
   *
   * @returns `undefined` when git found none: there may be none, or something on the way to it can't be read
   * @throws {UnreadableObject}
   */
  async findIn(
    commit: string,
    directory: string,
    wanted: ReadonlyMap<string, unknown>,
  ): Promise<TreeEntries | undefined> {
    if (directory === "") return this.find(commit, wanted);
    // Git reads a name a line.
    if (directory.includes("\n")) return undefined;
    try {
      return findEntries(await this.#tree(`${commit}:${directory}`), wanted);
    } catch (error) {
      if (error instanceof UnreadableObject && isMissing(error.problem)) return undefined;
      throw error;
    }
  }

  #tree(name: string): Promise<Tree> {
    const cached = this.#trees.get(name);
    if (cached) return cached;
    const reading = this.#read(name);
    this.#trees.set(name, reading);
    return reading;
  }

  async #read(name: string): Promise<Tree> {
    const { id, type, content } = await this.#objects.read(name);
    if (type !== "tree") return { bytes: Buffer.alloc(0), idLength: id.length / 2 };
    this.#cachedBytes += content.length;
    if (this.#cachedBytes > MAX_CACHED_BYTES) {
      this.#cachedBytes = 0;
      this.#trees.clear();
    }
    // A copy: the original is a view of all that came with it.
    return { bytes: Buffer.from(content), idLength: id.length / 2 };
  }
}

function isMissing(problem: GitProblem): boolean {
  return problem.kind === "failed" && problem.reason === "missing-objects";
}

/** Those that were asked for, by name. */
type TreeEntries = ReadonlyMap<string, TreeEntry>;

interface Tree {
  bytes: Buffer;
  idLength: number;
}

const SPACE = 0x20;

/**
 * `MODE NAME`, a NUL and the id's bytes, again and again. Most merges ask for a name or two, so that reading all
 * entries of a large directory would be most of the work.
 */
function findEntries({ bytes, idLength }: Tree, wanted: ReadonlyMap<string, unknown>): TreeEntries {
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
