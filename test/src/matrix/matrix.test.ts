import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { HOSTS, tellsImports } from "../support/host-config.js";
import { APPS } from "./apps.js";
import { MatrixRepository } from "./matrix-repository.js";

const BUN = join(import.meta.dirname, "../../../node_modules/.bin/bun");

const repository = new MatrixRepository();

test("no two of the applications' files have the same commit", () => {
  const commits = repository.files.map((file) => repository.lastCommit(file));
  expect(new Set(commits).size).toBe(commits.length);
});

/** What each bundler has said of an application's closures. */
const told = new Map<string, Set<string>>();

describe.each(HOSTS)("%s", (host) => {
  beforeAll(() => repository.buildAll(host, host === "bun" ? BUN : process.execPath));

  test.each(Object.entries(APPS))("gives %s the table that git gives", async (name, app) => {
    for (const [entry, printed] of Object.entries(app.prints)) {
      const expected = `${repository.table(host, name, app)}\n${printed}`;
      expect(await repository.printed(host, name, entry, app)).toBe(expected);
    }
  });

  if (!tellsImports(host)) return;
  test.each(Object.entries(APPS))(
    "gives the closures of %s the versions that git gives",
    async (name, app) => {
      const { text, read } = await repository.closures(host, name, app);
      expect(read.versions).toEqual(repository.lastCommitsOf(read));
      expect(Object.keys(read.versions)).toEqual(Object.keys(app.tracked));
      told.set(name, (told.get(name) ?? new Set()).add(text));
    },
  );
});

test.each(Object.keys(APPS))("all give %s the same closures", (name) => {
  expect([...(told.get(name) ?? [])]).toHaveLength(1);
});
