import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { beforeAll, expect, test } from "vitest";
import type { PlatformAnswer } from "./support/everywhere-program.js";
import { platforms } from "./support/platforms.js";

interface Table {
  rows: { record: unknown; hash: string }[];
}

const fixture = "../../../packages/runtime/fixtures/joblib-table.json";
const { rows } = JSON.parse(readFileSync(new URL(fixture, import.meta.url), "utf8")) as Table;
const records = rows.map(({ record }) => JSON.stringify(record));

let node: PlatformAnswer | undefined;
beforeAll(async () => {
  node = await platforms.Node?.ask(records);
});

test.each(Object.keys(platforms))("%s gives the same versions as Node", async (name) => {
  const platform = platforms[name];
  const answer = await platform?.ask(records);
  expect(answer?.same).toEqual(node?.same);
  expect(answer?.same.isTrackedTransparent).toBe(true);
  const pythons = answer?.same.aggregates.filter((_, index) => index % 2 === 1);
  expect(pythons).toEqual(rows.map(({ hash }) => hash));
  expect(answer?.hostname).toBe(platform?.hasHostname ? hostname() : undefined);
  expect(answer?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
