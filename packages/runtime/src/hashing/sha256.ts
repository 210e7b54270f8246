import { add, at, createHasher, type Hasher } from "./block-hash.js";

// Our own, because the well-kept libraries alone take 2.2 to 3.1 of the 4 kB this entry may weigh,
// and Web Crypto is asynchronous and takes no stream. Tested against the platform's own.

let roundConstants: Uint32Array | undefined;
let initialState: number[];

/**
 * FIPS 180-4, sections 4.2.2 and 5.3.3: the first 32 bits of the fractional parts of the cube roots of the first
 * 64 primes, and of the square roots of the first 8. All stand far from a rounding step (a test looks), so how an
 * engine rounds the last bits of `**` doesn't matter.
 */
function constants(): Uint32Array {
  if (roundConstants) return roundConstants;
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate++) {
    if (primes.every((prime) => candidate % prime)) primes.push(candidate);
  }
  const fraction = (power: number) => (prime: number) => (prime ** power % 1) * 2 ** 32;
  initialState = primes.slice(0, 8).map(fraction(1 / 2));
  roundConstants = Uint32Array.from(primes, fraction(1 / 3));
  return roundConstants;
}

const schedule = /* @__PURE__ */ new Uint32Array(64);

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** FIPS 180-4, section 6.2.2. */
function compress(state: Uint32Array, block: DataView, offset: number): void {
  const k = constants();
  // One by one: taking a typed array apart through its iterator costs more than the rounds.
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let t = 0; t < 64; t++) {
    let word: number;
    if (t < 16) {
      word = block.getUint32(offset + t * 4);
    } else {
      const w15 = at(schedule, t - 15);
      const w2 = at(schedule, t - 2);
      const sigma0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const sigma1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      word = (sigma1 + at(schedule, t - 7) + sigma0 + at(schedule, t - 16)) | 0;
    }
    schedule[t] = word;
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + at(k, t) + word) | 0;
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
  add(state, [a, b, c, d, e, f, g, h]);
}

/** SHA-256 of input that arrives in pieces, on any platform. */
export function createSha256(): Hasher {
  constants();
  return createHasher({ initial: initialState, compress, littleEndian: false });
}
