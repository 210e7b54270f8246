import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryWith } from "../versions/file-versions.fixture.js";
import { writeSnapshot } from "./snapshot.js";

test("the snapshot command writes one file, the same every time nothing changed", async () => {
  const repository = repositoryWith({ "src/a.ts": "1", "b.ts": "1" });
  const file = repository.path("inlineage.snapshot.json");
  expect(await writeSnapshot(repository.directory)).toEqual({ file, proven: 2, unproven: [] });
  const text = readFileSync(file, "utf8");
  await writeSnapshot(repository.directory);
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(readdirSync(repository.directory).sort()).toEqual([
    ".git",
    "b.ts",
    "inlineage.snapshot.json",
    "src",
  ]);
});

test("a place it can't be written to is named, and nothing is left behind", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  const file = repository.path("inlineage.snapshot.json");
  mkdirSync(file);
  await expect(writeSnapshot(repository.directory)).rejects.toMatchObject({
    code: "UNREADABLE_FILE",
    location: { file },
  });
  expect(readdirSync(repository.directory).sort()).toEqual([
    ".git",
    "a.ts",
    "inlineage.snapshot.json",
  ]);
});

test("a folder that isn't there is named", async () => {
  const folder = repositoryWith({ "a.ts": "1" }).path("nowhere");
  await expect(writeSnapshot(folder)).rejects.toMatchObject({
    code: "UNREADABLE_FILE",
    location: { file: folder },
  });
});
