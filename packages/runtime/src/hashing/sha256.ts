import { type BlockHash, rotate } from "./block-hash.js";

// Our own, because the well-kept libraries alone take 2.2 to 3.1 of the 4 kB this entry may weigh,
// and Web Crypto is asynchronous and takes no stream. Tested against the platform's own.

/**
 * FIPS 180-4, sections 4.2.2 and 5.3.3: the first 32 bits of the fractional parts of roots of the first primes. All
 * stand far from a rounding step (a test looks), so how an engine rounds the last bits of `**` doesn't matter.
 */
function fractions(count: number, power: number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime)) primes.push(candidate);
  }
  return Int32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
}

const rounds = /* @__PURE__ */ fractions(64, 1 / 3);
const schedule = /* @__PURE__ */ new Int32Array(64);

/** SHA-256, on any platform. */
export const SHA256: BlockHash = {
  native: "sha256",
  littleEndian: false,
  initial: /* @__PURE__ */ fractions(8, 1 / 2),
  // FIPS 180-4, section 6.2.2.
  compress(state, block, offset) {
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let t = 0; t < 64; t++) {
      if (t < 16) schedule[t] = block.getInt32(offset + t * 4);
      else {
        const w15 = schedule[t - 15] as number;
        const w2 = schedule[t - 2] as number;
        const sigma0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
        const sigma1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
        schedule[t] = sigma1 + (schedule[t - 7] as number) + sigma0 + (schedule[t - 16] as number);
      }
      const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 =
        (h + sum1 + ((e & f) ^ (~e & g)) + (rounds[t] as number) + (schedule[t] as number)) | 0;
      const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    return [a, b, c, d, e, f, g, h];
  },
};
