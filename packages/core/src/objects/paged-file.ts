import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const PAGE_SIZE = 64 * 1024;
const MAX_PAGES = 512;

/**
 * Random reads of a file of any size through a bounded cache. Synchronous: a read of a few bytes costs less than a
 * promise, and a walk through history makes hundreds of thousands of them.
 */
export class PagedFile {
  readonly size: number;
  readonly #descriptor: number;
  /** In order of use, the least recent first. */
  readonly #pages = new Map<number, Buffer>();

  constructor(path: string) {
    this.#descriptor = openSync(path, "r");
    this.size = fstatSync(this.#descriptor).size;
  }

  /**
   * @returns the bytes, not to be changed
   * @throws {RangeError} when they are not all in the file
   */
  read(offset: number, length: number): Buffer {
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new RangeError(`no bytes ${offset} to ${offset + length} in a file of ${this.size}`);
    }
    const first = Math.floor(offset / PAGE_SIZE);
    const start = offset - first * PAGE_SIZE;
    if (start + length <= PAGE_SIZE) return this.#page(first).subarray(start, start + length);
    const bytes = Buffer.allocUnsafe(length);
    for (let copied = 0, page = first; copied < length; page++) {
      copied += this.#page(page).copy(bytes, copied, page === first ? start : 0);
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #page(number: number): Buffer {
    const known = this.#pages.get(number);
    if (known) {
      this.#pages.delete(number);
      this.#pages.set(number, known);
      return known;
    }
    const offset = number * PAGE_SIZE;
    const page = Buffer.allocUnsafe(Math.min(PAGE_SIZE, this.size - offset));
    for (let filled = 0; filled < page.length; ) {
      const count = readSync(this.#descriptor, page, filled, page.length - filled, offset + filled);
      if (count === 0) throw new RangeError("the file became shorter while it was read");
      filled += count;
    }
    if (this.#pages.size >= MAX_PAGES) {
      const [oldest] = this.#pages.keys();
      this.#pages.delete(oldest as number);
    }
    this.#pages.set(number, page);
    return page;
  }
}
