import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ALL_FILES, buildExample, versionsBy } from "./support/example-build.js";
import { example } from "./support/repositories.js";
import { requireRoot } from "./support/run-in-root.js";

const NOBODY = 65_534;
const SOMEBODY = 12_345;

function giveTo(user: number, folder: string): void {
  execFileSync("chown", ["--recursive", `${user}:${user}`, folder]);
}

test.each([
  ["root builds what somebody else checked out", SOMEBODY, 0],
  ["nobody builds what root checked out", 0, NOBODY],
])(
  "where git refuses because %s, the same commits are read without it, and its check stands",
  async (_, owner, user) => {
    requireRoot();
    const repository = example();
    const versions = versionsBy((file) => repository.lastCommit(file));
    const { directory } = repository;
    const spy = repository.path("git-was-asked");
    writeFileSync(spy, "");
    giveTo(owner, directory);
    chmodSync(directory, 0o755);
    chmodSync(spy, 0o666);
    const built = await buildExample({ directory, programs: ["git"], user, gitSpy: spy });
    expect(built).toEqual({
      versions,
      warnings: [
        `${ALL_FILES} (read from the repository's own files: git refuses a repository that another user owns; to fix it: run git config --global --add safe.directory ${directory})`,
      ],
    });
    // Git was asked, and nobody talked it out of its check.
    const asked = execFileSync("cat", [spy], { encoding: "utf8" });
    expect(asked).toContain("rev-parse");
    expect(asked).not.toMatch(/safe\.|GIT_CONFIG|SUDO_UID/);
  },
);

test.each([
  ["with git", ["git"], 0],
  ["without git", [], 1],
])(
  "a user who may write nothing gets the same commits %s, and no word about it",
  async (_, programs, warnings) => {
    requireRoot();
    const repository = example();
    const versions = versionsBy((file) => repository.lastCommit(file));
    const { directory } = repository;
    mkdirSync(repository.path("node_modules"));
    giveTo(NOBODY, directory);
    const built = await buildExample({ directory, programs, user: NOBODY, readOnly: true });
    expect(built.versions).toEqual(versions);
    expect(built.warnings).toHaveLength(warnings);
    expect(readdirSync(repository.path("node_modules"))).toEqual([]);
  },
);
