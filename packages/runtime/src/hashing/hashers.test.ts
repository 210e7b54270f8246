import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BlockHash, hashBytes } from "./block-hash.js";
import { MD5 } from "./md5.js";
import { SHA256 } from "./sha256.js";

describe.each([
  ["sha256", SHA256],
  ["md5", MD5],
] as const)("%s, where the platform has none", (algorithm, { native: _, ...hash }: BlockHash) => {
  const expected = (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");

  test("gives what the platform gives", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => {
        expect(hashBytes(hash, bytes)).toBe(expected(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test("is right at every length around the block borders", () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = new Uint8Array(length).fill(length);
      expect(hashBytes(hash, bytes)).toBe(expected(bytes));
    }
  });

  test("reads a view into the middle of a larger buffer", () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index).subarray(33, 233);
    expect(hashBytes(hash, bytes)).toBe(expected(bytes));
  });
});

test("the computed constants stand far from a rounding step", () => {
  const primes = Array.from({ length: 310 }, (_, index) => index + 2).filter((candidate) =>
    Array.from({ length: candidate - 2 }, (_, index) => index + 2).every((d) => candidate % d),
  );
  const scaled = [
    ...primes.slice(0, 64).map((prime) => (prime ** (1 / 3) % 1) * 2 ** 32),
    ...primes.slice(0, 8).map((prime) => (prime ** (1 / 2) % 1) * 2 ** 32),
    ...Array.from({ length: 64 }, (_, index) => 2 ** 32 * Math.abs(Math.sin(index + 1))),
  ];
  // 2^32 times a few units in the last place is below 2^-17.
  for (const value of scaled) expect(Math.abs(value - Math.round(value))).toBeGreaterThan(2 ** -10);
});
