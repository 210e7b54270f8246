/** A hash that takes its input in pieces. */
export interface Hasher {
  update(bytes: Uint8Array): Hasher;
  /** Ends the hash. @returns the digest in lower-case hex */
  hex(): string;
}

/** What SHA-256 and MD5 don't share. */
export interface BlockHash {
  initial: readonly number[];
  /** Folds the 64 bytes at `offset` into `state`. */
  compress(state: Uint32Array, block: DataView, offset: number): void;
  littleEndian: boolean;
}

const BLOCK = 64;
const LENGTH_FIELD = 8;

/** The frame both hashes stand in: blocks of 64 bytes, then a one bit, zeroes and the length in bits (FIPS 180-4, section 5.1.1). */
export function createHasher({ initial, compress, littleEndian }: BlockHash): Hasher {
  const state = Uint32Array.from(initial);
  const buffer = new Uint8Array(BLOCK);
  const bufferView = new DataView(buffer.buffer);
  let filled = 0;
  let total = 0;

  const hasher: Hasher = {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      total += bytes.length;
      for (let position = 0; position < bytes.length; ) {
        if (!filled && bytes.length - position >= BLOCK) {
          compress(state, view, position);
          position += BLOCK;
          continue;
        }
        const piece = bytes.subarray(position, position + BLOCK - filled);
        buffer.set(piece, filled);
        filled += piece.length;
        position += piece.length;
        if (filled === BLOCK) {
          compress(state, bufferView, 0);
          filled = 0;
        }
      }
      return hasher;
    },
    hex() {
      const bits = total * 8;
      const zeroes = (BLOCK * 2 - LENGTH_FIELD - 1 - filled) % BLOCK;
      const tail = new Uint8Array(1 + zeroes + LENGTH_FIELD);
      const tailView = new DataView(tail.buffer);
      tail[0] = 0x80;
      const length = 1 + zeroes;
      tailView.setUint32(length + (littleEndian ? 0 : 4), bits, littleEndian);
      tailView.setUint32(length + (littleEndian ? 4 : 0), bits / 2 ** 32, littleEndian);
      hasher.update(tail);
      let text = "";
      const word = new DataView(new ArrayBuffer(4));
      for (const value of state) {
        word.setUint32(0, value, littleEndian);
        // The leading one keeps the zeroes.
        text += (word.getUint32(0) + 2 ** 32).toString(16).slice(1);
      }
      return text;
    },
  };
  return hasher;
}

/** The word at an index that is known to be inside. */
export function at(words: Uint32Array, index: number): number {
  return words[index] as number;
}

/** Adds word by word, modulo 2^32. */
export function add(state: Uint32Array, words: readonly number[]): void {
  for (let index = 0; index < words.length; index++) {
    state[index] = at(state, index) + (words[index] as number);
  }
}
