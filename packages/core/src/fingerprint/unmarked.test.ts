import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ERASURES } from "../marks/erasures.fixture.js";
import { randomModule } from "../marks/random-module.fixture.js";
import { erased } from "../marks/scan.fixture.js";
import { fingerprintOf } from "./fingerprint.js";

describe("a module has the fingerprint of what erasing leaves of it", () => {
  it.each(ERASURES)("$what", ({ code, file }) => {
    const left = fingerprintOf(erased(code, { file }), file);
    // Of code that isn't read, the marks count as well.
    if (!left.startsWith("text:")) expect(fingerprintOf(code, file)).toBe(left);
  });

  test("whatever the module is", () => {
    fc.assert(
      fc.property(randomModule, ({ code }) => {
        expect(fingerprintOf(code, "a.ts")).toBe(fingerprintOf(erased(code), "a.ts"));
      }),
      { numRuns: 200 },
    );
  });
});
