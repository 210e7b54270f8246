import { builtin } from "../platform.js";

/** What SHA-256 and MD5 don't share. */
export interface BlockHash {
  /** What the platform's own goes by, where that may be taken: it is several times faster. */
  native?: "sha256";
  initial: Iterable<number>;
  /** Folds the 64 bytes at `offset` into the state. @returns what to add to it, word by word */
  compress(state: Int32Array, block: DataView, offset: number): number[];
  littleEndian: boolean;
}

/** A hash that takes its bytes as they come; Node's own are such. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  /** Ends the hash. @returns the digest in lower-case hex */
  digest(encoding: "hex"): string;
}

const BLOCK = 64;
/** The length at the end. */
const LENGTH = 8;

/** The frame both hashes stand in: whole blocks, then a one bit, zeroes and the length in bits (FIPS 180-4, section 5.1.1). */
export function createHasher({ native, initial, compress, littleEndian }: BlockHash): Hasher {
  // Web Crypto's is asynchronous and takes no pieces.
  const hasher = native && builtin("node:crypto")?.createHash(native);
  if (hasher) return hasher;
  const state = Int32Array.from(initial);
  let rest = new Uint8Array();
  let total = 0;

  function update(bytes: Uint8Array): void {
    const joined = new Uint8Array(rest.length + bytes.length);
    joined.set(rest);
    joined.set(bytes, rest.length);
    total += bytes.length;
    const view = new DataView(joined.buffer);
    let offset = 0;
    for (; offset + BLOCK <= joined.length; offset += BLOCK) {
      const words = compress(state, view, offset);
      for (let index = 0; index < words.length; index++) {
        state[index] = (state[index] as number) + (words[index] as number);
      }
    }
    rest = joined.slice(offset);
  }

  return {
    update,
    digest() {
      const bits = BigInt(total * 8);
      const tail = new Uint8Array(BLOCK + LENGTH - ((rest.length + LENGTH) % BLOCK));
      const view = new DataView(tail.buffer);
      tail[0] = 0x80;
      view.setBigUint64(tail.length - LENGTH, bits, littleEndian);
      update(tail);
      let hex = "";
      for (const word of state) {
        view.setUint32(0, word, littleEndian);
        // The leading one keeps the zeroes.
        hex += (view.getUint32(0) + 2 ** 32).toString(16).slice(1);
      }
      return hex;
    },
  };
}

/** The hash of bytes that are all there. @returns the digest in lower-case hex */
export function hashBytes(hash: BlockHash, bytes: Uint8Array): string {
  const hasher = createHasher(hash);
  hasher.update(bytes);
  return hasher.digest("hex");
}

/** The hash of a text's UTF-8. @returns the digest in lower-case hex */
export function hashText(hash: BlockHash, text: string): string {
  return hashBytes(hash, new TextEncoder().encode(text));
}

/** Rotates to the right. */
export function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
