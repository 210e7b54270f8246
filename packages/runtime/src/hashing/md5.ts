import { type BlockHash, rotate } from "./block-hash.js";

type Numbers = readonly [number, number, number, number, number, number];

/** RFC 1321, section 3.4: how far a round rotates, four in turn, and which words of the block it takes, as a step and a start. */
const ROUNDS: readonly Numbers[] = [
  [7, 12, 17, 22, 1, 0],
  [5, 9, 14, 20, 5, 1],
  [4, 11, 16, 23, 3, 5],
  [6, 10, 15, 21, 7, 0],
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
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    for (let t = 0; t < 64; t++) {
      const round = t >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][
        round
      ] as number;
      const numbers = ROUNDS[round] as Numbers;
      const word = block.getUint32(offset + ((numbers[4] * t + numbers[5]) % 16) * 4, true);
      const sum = a + mixed + (sines[t] as number) + word;
      a = d;
      d = c;
      c = b;
      b = (b + rotate(sum, 32 - (numbers[t % 4] as number))) | 0;
    }
    return [a, b, c, d];
  },
};
