import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { GitRepository } from "../support/git-repository.js";
import { HOSTS, type Host } from "../support/host-config.js";
import { APPS } from "./apps.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures/matrix");
const PROGRAMS = join(import.meta.dirname, "../../../node_modules/.bin");

/** What each application's entries print has to begin with one table: the bytes that git's answers make. */
const expected = new Map<string, string>();
const repository = new GitRepository("matrix");

beforeAll(() => {
  repository.commit("Begin", { ".gitignore": "dist\nnode_modules\n" });
  for (const file of sourcesIn(FIXTURES)) {
    mkdirSync(dirname(repository.path(file)), { recursive: true });
    cpSync(join(FIXTURES, file), repository.path(file));
    repository.commit(`Add ${file}`);
  }
  linkWorkspacePackage();
  for (const [name, { tracked }] of Object.entries(APPS)) {
    const table = Object.entries(tracked).map(([id, file]) => [
      id,
      repository.lastCommit(`${name}/${file}`),
    ]);
    expected.set(name, JSON.stringify(Object.fromEntries(table)));
  }
});

test("no two of the applications' files have the same commit", () => {
  const commits = sourcesIn(FIXTURES).map((file) => repository.lastCommit(file));
  expect(new Set(commits).size).toBe(commits.length);
});

describe.each(HOSTS)("%s", (host) => {
  beforeAll(() => buildAll(host));

  test.each(Object.entries(APPS))("gives %s the table that git gives", async (name, app) => {
    for (const [entry, printed] of Object.entries(app.prints)) {
      const file = `dist/${host}/${entry}.${app.format === "cjs" ? "cjs" : "mjs"}`;
      const { stdout } = await execa(process.execPath, [file], {
        cwd: repository.path(name),
        extendEnv: false,
        env: {},
      });
      expect(stdout).toBe(`${expected.get(name)}\n${printed}`);
    }
  });
});

/** One process builds them all: most of a build's time is the bundler's own start. */
async function buildAll(host: Host): Promise<void> {
  const apps = Object.entries(APPS).map(([name, { entries, format, plugin }]) => ({
    name,
    entries,
    format,
    plugin,
  }));
  const program = host === "bun" ? join(PROGRAMS, "bun") : process.execPath;
  const script = join(import.meta.dirname, "build-apps.mjs");
  await execa(program, [script, host, repository.directory, JSON.stringify(apps)], {
    extendEnv: false,
    env: cleanEnvironment({ NODE_ENV: "production" }),
  });
}

/** As npm does for a workspace. */
function linkWorkspacePackage(): void {
  mkdirSync(repository.path("workspace/node_modules/@app"), { recursive: true });
  symlinkSync(
    repository.path("workspace/packages/model"),
    repository.path("workspace/node_modules/@app/model"),
    "junction",
  );
}

/** @returns paths relative to the folder, with `/` */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
