import { constants, inflateSync } from "node:zlib";
import { applyDelta, checkedSize } from "./apply-delta.js";
import { PackIndex } from "./pack-index.js";
import { PagedFile } from "./paged-file.js";

export type ObjectType = "commit" | "tree" | "blob" | "tag";

export interface ObjectData {
  type: ObjectType;
  content: Buffer;
}

const TYPES: readonly (ObjectType | undefined)[] = [undefined, "commit", "tree", "blob", "tag"];
const OFFSET_DELTA = 6;
const ID_DELTA = 7;
/** Longest entry header: ten bytes for type and size, and an offset or an id of the base. */
const MAX_HEADER = 10 + 32;
/** Git writes chains of at most 4095 (git-pack-objects(1), `--depth`). */
const MAX_DELTAS = 4096;
const MAX_CACHE = 48 * 1024 * 1024;

interface Entry {
  type: number;
  size: number;
  /** Where the compressed data begins. */
  data: number;
  /** Of a delta: where its base is. */
  base: number;
}

/** A pack and its index: gitformat-pack(5). */
export class Pack {
  readonly #index: PackIndex;
  readonly #file: PagedFile;
  readonly #idLength: number;
  /** By offset, in order of use. Neighbours in history are deltas of one another. */
  readonly #cache = new Map<number, ObjectData>();
  #cached = 0;

  /**
   * @param path of the pack, without `.pack` or `.idx`
   * @throws when the files are not a pack and its index
   */
  constructor(path: string, idLength: number) {
    this.#idLength = idLength;
    this.#index = new PackIndex(`${path}.idx`, idLength);
    try {
      this.#file = new PagedFile(`${path}.pack`);
    } catch (error) {
      this.#index.close();
      throw error;
    }
  }

  /** How many objects it holds. */
  get count(): number {
    return this.#index.count;
  }

  /**
   * @returns the object, or `undefined` when the pack doesn't hold it
   * @throws when what the pack holds is damaged
   */
  read(id: Buffer): ObjectData | undefined {
    const offset = this.#index.offsetOf(id);
    return offset === -1 ? undefined : this.#readAt(offset);
  }

  close(): void {
    this.#index.close();
    this.#file.close();
  }

  #readAt(start: number): ObjectData {
    const deltas: { offset: number; content: Buffer }[] = [];
    let offset = start;
    let object = this.#recall(offset);
    while (!object) {
      const entry = this.#entryAt(offset);
      const content = this.#inflate(entry);
      const type = TYPES[entry.type];
      if (type) {
        object = { type, content };
        this.#remember(offset, object);
      } else {
        deltas.push({ offset, content });
        if (deltas.length > MAX_DELTAS) throw new RangeError("a delta chain without end");
        offset = entry.base;
        object = this.#recall(offset);
      }
    }
    for (const delta of deltas.reverse()) {
      object = { type: object.type, content: applyDelta(object.content, delta.content) };
      this.#remember(delta.offset, object);
    }
    return object;
  }

  #entryAt(offset: number): Entry {
    const header = this.#file.read(offset, Math.min(MAX_HEADER, this.#file.size - offset));
    let position = 0;
    const byte = (): number => {
      const value = header[position++];
      if (value === undefined) throw new RangeError("a pack entry ends too early");
      return value;
    };
    let part = byte();
    const type = (part >> 4) & 7;
    let size = part & 15;
    for (let factor = 16; part >= 0x80; factor *= 128) {
      part = byte();
      size += (part & 0x7f) * factor;
    }
    let base = -1;
    if (type === OFFSET_DELTA) {
      part = byte();
      let distance = part & 0x7f;
      while (part >= 0x80) {
        part = byte();
        distance = (distance + 1) * 128 + (part & 0x7f);
      }
      base = offset - distance;
    } else if (type === ID_DELTA) {
      base = this.#index.offsetOf(header.subarray(position, position + this.#idLength));
      position += this.#idLength;
      if (base === -1) throw new RangeError("a delta whose base is not in its pack");
    } else if (TYPES[type] === undefined) {
      throw new RangeError(`a pack entry of type ${type}`);
    }
    return { type, size: checkedSize(size), data: offset + position, base };
  }

  #inflate({ size, data }: Entry): Buffer {
    // The compressed length is not written down. Deflate seldom makes data longer, and then by little.
    let length = size + 64 + (size >> 8);
    for (;;) {
      const available = Math.min(length, this.#file.size - data);
      const content = inflatePrefix(this.#file.read(data, available), size);
      if (content.length === size) return content;
      if (available < length) throw new RangeError("a pack entry is incomplete");
      length *= 4;
    }
  }

  #recall(offset: number): ObjectData | undefined {
    const object = this.#cache.get(offset);
    if (object) {
      this.#cache.delete(offset);
      this.#cache.set(offset, object);
    }
    return object;
  }

  #remember(offset: number, object: ObjectData): void {
    this.#cache.set(offset, object);
    this.#cached += object.content.length;
    for (const [oldest, { content }] of this.#cache) {
      if (this.#cached <= MAX_CACHE) break;
      this.#cache.delete(oldest);
      this.#cached -= content.length;
    }
  }
}

/** Inflates as much as is there; what follows the compressed data is ignored. */
function inflatePrefix(data: Buffer, size: number): Buffer {
  return inflateSync(data, {
    chunkSize: Math.max(size, 64),
    maxOutputLength: Math.max(size, 1),
    finishFlush: constants.Z_SYNC_FLUSH,
  });
}
