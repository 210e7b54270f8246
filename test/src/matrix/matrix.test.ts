import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { HOSTS } from "../support/host-config.js";
import { APPS } from "./apps.js";
import { MatrixRepository } from "./matrix-repository.js";

const BUN = join(import.meta.dirname, "../../../node_modules/.bin/bun");

const repository = new MatrixRepository();

test("no two of the applications' files have the same commit", () => {
  const commits = repository.files.map((file) => repository.lastCommit(file));
  expect(new Set(commits).size).toBe(commits.length);
});

describe.each(HOSTS)("%s", (host) => {
  beforeAll(() => repository.buildAll(host, host === "bun" ? BUN : process.execPath));

  test.each(Object.entries(APPS))("gives %s the table that git gives", async (name, app) => {
    for (const [entry, printed] of Object.entries(app.prints)) {
      const expected = `${repository.table(name, app)}\n${printed}`;
      expect(await repository.printed(host, name, entry, app)).toBe(expected);
    }
  });
});
