import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CachedCommits,
  cachedHeads,
  readCachedCommits,
  writeCachedCommits,
} from "./commit-cache.js";
import { temporaryFolder } from "./git-repository.fixture.js";

const id = (digit: number) => digit.toString(16).padStart(40, "0");
const HEAD = id(1);
const COMMITS: CachedCommits = new Map([
  ["src/a.ts", { commit: id(2), date: "2024-01-01T00:00:00+00:00" }],
  ['new\nline "\u00e9".ts', { commit: "3".repeat(64), date: null }],
  ["__proto__", { commit: id(3), date: null }],
]);

test("what was kept is there again, for that HEAD alone", async () => {
  const folder = join(temporaryFolder(), "made/when/needed");
  expect(readCachedCommits(folder, HEAD)).toEqual(new Map());
  await writeCachedCommits(folder, HEAD, COMMITS);
  expect(readCachedCommits(folder, HEAD)).toEqual(COMMITS);
  expect(readCachedCommits(folder, id(2))).toEqual(new Map());
});

test("a file that was cut off, changed or renamed is as good as none", async () => {
  const folder = temporaryFolder();
  await writeCachedCommits(folder, HEAD, COMMITS);
  const file = join(folder, `${HEAD}.json`);
  const intact = readFileSync(file);
  writeFileSync(join(folder, `${id(2)}.json`), intact);
  expect(readCachedCommits(folder, id(2))).toEqual(new Map());
  await fc.assert(
    fc.asyncProperty(
      fc.nat(intact.length - 2),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        writeFileSync(file, intact.subarray(0, at));
        expect(readCachedCommits(folder, HEAD)).toEqual(new Map());
        const changed = Buffer.from(intact);
        changed[at] = (changed[at] as number) ^ flip;
        writeFileSync(file, changed);
        expect(readCachedCommits(folder, HEAD)).toEqual(new Map());
      },
    ),
    { numRuns: 50 },
  );
  await writeCachedCommits(folder, HEAD, COMMITS);
  expect(readCachedCommits(folder, HEAD)).toEqual(COMMITS);
});

test("builds that write at once leave one whole file and no drafts", async () => {
  const folder = temporaryFolder();
  const one: CachedCommits = new Map([["a.ts", { commit: id(4), date: null }]]);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      writeCachedCommits(folder, HEAD, index % 2 === 0 ? COMMITS : one),
    ),
  );
  expect([one, COMMITS]).toContainEqual(readCachedCommits(folder, HEAD));
  expect(readdirSync(folder)).toEqual([`${HEAD}.json`]);
});

test("the folder doesn't grow: the least recently used HEADs and abandoned drafts go", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, `${HEAD}.0123456789ab.tmp`), "half");
  writeFileSync(join(folder, `${HEAD}.0123456789cd.tmp`), "half");
  utimesSync(join(folder, `${HEAD}.0123456789ab.tmp`), 1_000_000_000, 1_000_000_000);
  writeFileSync(join(folder, "notes.txt"), "someone else's");
  for (let number = 1; number <= 20; number++) {
    await writeCachedCommits(folder, id(number), COMMITS);
    const time = 1_700_000_000 + number;
    utimesSync(join(folder, `${id(number)}.json`), time, time);
    // In use again, so it is not the oldest.
    if (number === 15) readCachedCommits(folder, HEAD);
  }
  const heads = await cachedHeads(folder);
  expect(heads).toHaveLength(16);
  expect(heads[0]).toBe(HEAD);
  expect(heads).not.toContain(id(2));
  expect(heads).toContain(id(20));
  expect(readdirSync(folder)).toContain("notes.txt");
  expect(readdirSync(folder)).toContain(`${HEAD}.0123456789cd.tmp`);
  expect(readdirSync(folder)).not.toContain(`${HEAD}.0123456789ab.tmp`);
});

test("a place that can't be written to is no error", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  await writeCachedCommits(join(file, "folder"), HEAD, COMMITS);
  expect(readCachedCommits(join(file, "folder"), HEAD)).toEqual(new Map());
  expect(await cachedHeads(join(file, "folder"))).toEqual([]);
});
