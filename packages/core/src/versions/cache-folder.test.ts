import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hideGit, temporaryFolder } from "../git/git-repository.fixture.js";
import { cacheFolder } from "../remembered/cache-folder.js";
import { repositoryWith, resolve } from "./file-versions.fixture.js";

test("the cache is in the nearest node_modules, and none is made for it", async () => {
  const folder = temporaryFolder();
  const root = join(folder, "packages/app");
  mkdirSync(root, { recursive: true });
  expect(cacheFolder(root)).toBeUndefined();
  writeFileSync(join(root, "node_modules"), "not a folder");
  expect(cacheFolder(root)).toBeUndefined();
  mkdirSync(join(folder, "node_modules"));
  expect(cacheFolder(root)).toBe(join(folder, "node_modules/.cache/inlineage"));
});

test("what a build found out is there for the next one, with git or without", async () => {
  const repository = repositoryWith({ "a.ts": "1", "b.ts": "1", ".gitignore": "node_modules\n" });
  mkdirSync(repository.path("node_modules"));
  const { text } = await resolve(repository.directory, repository.path("a.ts"));
  const cache = repository.path("node_modules/.cache/inlineage");
  expect(readdirSync(cache)).toEqual([`${repository.head()}.json`]);
  hideGit();
  expect(await resolve(repository.directory, repository.path("a.ts"))).toMatchObject({ text });
  expect(await resolve(repository.directory, repository.path("b.ts"))).toMatchObject({ text });
  repository.write("a.ts", "edited");
  expect((await resolve(repository.directory, repository.path("a.ts"))).text).toMatch(
    new RegExp(`^${text}-dirty\\.`),
  );
});
