import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { commitExample, EXAMPLE_RESULT, expectedTable } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";
import { emptyFolder } from "./support/temporary-folder.js";

/** Settings that change what git prints or which commit it names, each of them legal and in use. */
const HOSTILE_SETTINGS = `
[core]
  quotePath = true
  fsmonitor = /nonexistent/fsmonitor
  pager = false
[color]
  ui = always
[diff]
  renames = copies
  orderFile = /nonexistent/order
  noprefix = true
  relative = true
  external = /nonexistent/diff
[format]
  pretty = fuller
[log]
  follow = true
  showSignature = true
  showRoot = false
  date = relative
  decorate = full
  diffMerges = combined
[status]
  relativePaths = true
  showUntrackedFiles = no
  branch = true
[alias]
  log = "!false"
`;

describe("the answers stay the same", () => {
  test.each(HOSTS)("when git's settings and variables are hostile, in %s", async (host) => {
    const elsewhere = new GitRepository("elsewhere");
    elsewhere.commit("Another history");
    const repository = new GitRepository("hostile");
    commitExample(repository);
    const expected = expectedTable(repository);
    const settings = join(emptyFolder("settings"), "gitconfig");
    writeFileSync(settings, HOSTILE_SETTINGS);
    const build = await buildWith(host, {
      directory: repository.directory,
      env: {
        GIT_CONFIG_GLOBAL: settings,
        GIT_DIR: elsewhere.path(".git"),
        GIT_WORK_TREE: elsewhere.directory,
        GIT_INDEX_FILE: elsewhere.path(".git/index"),
        GIT_OBJECT_DIRECTORY: elsewhere.path(".git/objects"),
        GIT_NAMESPACE: "elsewhere",
        GIT_PREFIX: "src/",
        GIT_LITERAL_PATHSPECS: "0",
        GIT_ICASE_PATHSPECS: "1",
        GIT_EXTERNAL_DIFF: "/nonexistent/diff",
        GIT_PAGER: "false",
        GIT_TRACE: "1",
        GIT_TRACE2_EVENT: "1",
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "color.ui",
        GIT_CONFIG_VALUE_0: "always",
        LC_ALL: undefined,
        LANG: "de_DE.UTF-8",
        LANGUAGE: "de",
        TZ: "Asia/Kathmandu",
        CLICOLOR_FORCE: "1",
      },
    });
    expect(await printedBy(build)).toBe(`${expected}\n${EXAMPLE_RESULT}`);
  });

  test.each(HOSTS)(
    "when the same settings are the repository's own, and the project lies below its top level, in %s",
    async (host) => {
      const repository = new GitRepository("nested");
      commitExample(repository, "packages/a service/");
      const expected = expectedTable(repository, "packages/a service/");
      const settings = repository.read(".git/config") + HOSTILE_SETTINGS;
      repository.write({ ".git/config": settings });
      const build = await buildWith(host, { directory: repository.path("packages/a service") });
      expect(await printedBy(build)).toBe(`${expected}\n${EXAMPLE_RESULT}`);
    },
  );
});
