import { add, at, createHasher, type Hasher } from "./block-hash.js";

/** RFC 1321, section 3.4: the rotations of the four rounds. */
const ROTATIONS: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];

let sines: Uint32Array | undefined;

/** RFC 1321, section 3.4: the integer part of 2^32 times abs(sin(step)), step counted from 1, in radians. */
function constants(): Uint32Array {
  sines ??= Uint32Array.from({ length: 64 }, (_, t) => 2 ** 32 * Math.abs(Math.sin(t + 1)));
  return sines;
}

function compress(state: Uint32Array, block: DataView, offset: number): void {
  const k = constants();
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  for (let t = 0; t < 64; t++) {
    const round = t >> 4;
    let mixed: number;
    let word: number;
    if (round === 0) {
      mixed = (b & c) | (~b & d);
      word = t;
    } else if (round === 1) {
      mixed = (d & b) | (~d & c);
      word = 5 * t + 1;
    } else if (round === 2) {
      mixed = b ^ c ^ d;
      word = 3 * t + 5;
    } else {
      mixed = c ^ (b | ~d);
      word = 7 * t;
    }
    const sum = (a + mixed + at(k, t) + block.getUint32(offset + (word % 16) * 4, true)) | 0;
    const bits = ROTATIONS[round]?.[t % 4] as number;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0;
  }
  add(state, [a, b, c, d]);
}

/** MD5, for the one aggregate that has to match what joblib gives. Not for anything that needs security. */
export function createMd5(): Hasher {
  return createHasher({
    initial: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476],
    compress,
    littleEndian: true,
  });
}
