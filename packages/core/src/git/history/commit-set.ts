const INITIAL_SLOTS = 1 << 12;
/** A slot is two 32-bit words, 0 in an empty one. */
const WORDS = 2;

/**
 * The commits a stream has shown, in 16 to 32 bytes each, where a `Set` of strings takes over 100.
 *
 * Only the first 64 bits of an id are kept. A collision would make the walk take a commit for one already shown,
 * and so read it again in a later round: slower by a process, never wrong.
 */
export class CommitSet {
  #slots = new Int32Array(INITIAL_SLOTS * WORDS);
  #size = 0;

  add(commit: string): void {
    const high = wordOf(commit, 0);
    const low = wordOf(commit, 8);
    const slot = findSlot(this.#slots, high, low);
    if (isTaken(this.#slots, slot)) return;
    put(this.#slots, slot, high, low);
    this.#size += 1;
    if (this.#size * WORDS * 2 > this.#slots.length) this.#grow();
  }

  has(commit: string): boolean {
    return isTaken(this.#slots, findSlot(this.#slots, wordOf(commit, 0), wordOf(commit, 8)));
  }

  #grow(): void {
    const larger = new Int32Array(this.#slots.length * 2);
    for (let slot = 0; slot < this.#slots.length; slot += WORDS) {
      if (!isTaken(this.#slots, slot)) continue;
      const high = this.#slots[slot] as number;
      const low = this.#slots[slot + 1] as number;
      put(larger, findSlot(larger, high, low), high, low);
    }
    this.#slots = larger;
  }
}

/** Never 0, which marks an empty slot. */
function wordOf(commit: string, start: number): number {
  return Number.parseInt(commit.slice(start, start + 8), 16) | 0 || 1;
}

/** Where the words are, or the empty slot where they belong. Ids are hashes already: no mixing needed. */
function findSlot(slots: Int32Array, high: number, low: number): number {
  const mask = slots.length / WORDS - 1;
  let index = low & mask;
  while (true) {
    const slot = index * WORDS;
    if (!isTaken(slots, slot) || (slots[slot] === high && slots[slot + 1] === low)) return slot;
    index = (index + 1) & mask;
  }
}

function isTaken(slots: Int32Array, slot: number): boolean {
  return slots[slot] !== 0;
}

function put(slots: Int32Array, slot: number, high: number, low: number): void {
  slots[slot] = high;
  slots[slot + 1] = low;
}
