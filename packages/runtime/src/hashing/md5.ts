import { add, at, type BlockHash } from "./block-hash.js";

type Round = readonly [number, number, readonly number[]];

/** RFC 1321, section 3.4: which word of the block a round takes, as a step and a start, and how far it rotates. */
const ROUNDS: readonly Round[] = [
  [1, 0, [7, 12, 17, 22]],
  [5, 1, [5, 9, 14, 20]],
  [3, 5, [4, 11, 16, 23]],
  [7, 0, [6, 10, 15, 21]],
];

/** RFC 1321, section 3.4: the integer part of 2^32 times abs(sin(step)), step counted from 1, in radians. */
const sines = /* @__PURE__ */ Int32Array.from(
  { length: 64 },
  (_, t) => 2 ** 32 * Math.abs(Math.sin(t + 1)),
);

/** MD5, for the one aggregate that has to match what joblib gives. Not for anything that needs security. */
export const MD5: BlockHash = {
  littleEndian: true,
  initial: [0x67452301, ~0x10325476, ~0x67452301, 0x10325476],
  compress(state, block, offset) {
    let a = at(state, 0);
    let b = at(state, 1);
    let c = at(state, 2);
    let d = at(state, 3);
    for (let t = 0; t < 64; t++) {
      const round = t >> 4;
      let mixed = c ^ (b | ~d);
      if (round === 0) mixed = (b & c) | (~b & d);
      if (round === 1) mixed = (d & b) | (~d & c);
      if (round === 2) mixed = b ^ c ^ d;
      const [step, start, rotations] = ROUNDS[round] as Round;
      const word = block.getUint32(offset + ((step * t + start) % 16) * 4, true);
      const sum = (a + mixed + at(sines, t) + word) | 0;
      const bits = rotations[t % 4] as number;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0;
    }
    add(state, [a, b, c, d]);
  },
};
