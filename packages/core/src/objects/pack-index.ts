import { PagedFile } from "./paged-file.js";

const SIGNATURE = 0xff744f63;
const FANOUT_OFFSET = 8;
const FANOUT_SIZE = 256 * 4;
const IDS_OFFSET = FANOUT_OFFSET + FANOUT_SIZE;

/** The table that tells where in a pack an object is: gitformat-pack(5), "Version 2 pack-*.idx files". */
export class PackIndex {
  /** How many objects it tells of. */
  readonly count: number;
  readonly #file: PagedFile;
  readonly #fanout: Buffer;
  readonly #idLength: number;

  /** @throws when the file is not such a table */
  constructor(path: string, idLength: number) {
    this.#file = new PagedFile(path);
    this.#idLength = idLength;
    try {
      const header = this.#file.read(0, IDS_OFFSET);
      if (header.readUInt32BE(0) !== SIGNATURE || header.readUInt32BE(4) !== 2) {
        throw new Error("not a version 2 pack index");
      }
      this.#fanout = Buffer.from(header.subarray(FANOUT_OFFSET));
      this.count = this.#fanout.readUInt32BE(255 * 4);
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** @returns the object's offset in the pack, or -1 when the pack doesn't hold it */
  offsetOf(id: Buffer): number {
    const bucket = id[0] as number;
    let low = bucket === 0 ? 0 : this.#fanout.readUInt32BE((bucket - 1) * 4);
    let high = this.#fanout.readUInt32BE(bucket * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = id.compare(
        this.#file.read(IDS_OFFSET + middle * this.#idLength, this.#idLength),
      );
      if (order === 0) return this.#offsetAt(middle);
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return -1;
  }

  close(): void {
    this.#file.close();
  }

  #offsetAt(position: number): number {
    const checksums = IDS_OFFSET + this.count * this.#idLength;
    const offsets = checksums + this.count * 4;
    const offset = this.#file.read(offsets + position * 4, 4).readUInt32BE(0);
    if (offset < 0x80000000) return offset;
    // Packs of two gigabytes and more keep larger offsets in a table of their own.
    const largeOffsets = offsets + this.count * 4;
    return Number(this.#file.read(largeOffsets + (offset - 0x80000000) * 8, 8).readBigUInt64BE(0));
  }
}
