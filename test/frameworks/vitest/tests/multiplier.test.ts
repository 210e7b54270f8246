// Outside of the root: it counts once it is loaded, so that has to be before the table is.
import "../src/multiplier.js";

import { mkdirSync, writeFileSync } from "node:fs";
import versions from "virtual:versions";
import { expect, test } from "vitest";
import { Multiplier } from "../src/multiplier.js";

test("the multiplier", () => {
  expect(new Multiplier(5).multiply(2)).toBe(10);
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/versions.json", JSON.stringify(versions));
});
