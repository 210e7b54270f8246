import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitExample } from "../support/example-project.js";
import { GitRepository } from "../support/git-repository.js";
import { projectFolder } from "../support/temporary-folder.js";
import { ALL_FILES, buildExample, versionsBy } from "./support/example-build.js";
import { clone, example } from "./support/repositories.js";

const WARNING = `${ALL_FILES} (read from the repository's own files: no git program here; to fix it: install git where the build runs)`;

test("an image without git, with .git in it, gets the commits git would name, and says so once", async () => {
  const repository = example();
  const { directory } = repository;
  expect(await buildExample({ directory })).toEqual({
    versions: versionsBy((file) => repository.lastCommit(file)),
    warnings: [WARNING],
  });
});

test("a file edited in an image without git gets the commit and -dirty", async () => {
  const repository = example();
  const { directory } = repository;
  const edited = "src/model/multiplier.js";
  appendFileSync(repository.path(edited), "// edited\n");
  const blob = repository.git("hash-object", edited);
  const { versions, warnings } = await buildExample({ directory });
  expect(versions).toEqual(
    versionsBy((file) =>
      file === edited
        ? `${repository.lastCommit(file)}-dirty.${blob.slice(0, 12)}`
        : repository.lastCommit(file),
    ),
  );
  expect(warnings).toEqual([WARNING]);
});

test("a copy of files and .git alike, packed, is as good as the clone", async () => {
  const repository = example();
  repository.git("gc", "--quiet");
  const directory = join(projectFolder("copy"), "app");
  cpSync(repository.directory, directory, { recursive: true });
  expect(await buildExample({ directory })).toEqual({
    versions: versionsBy((file) => repository.lastCommit(file)),
    warnings: [WARNING],
  });
});

test.each([
  ["with git", ["git"], []],
  ["without git", [], [WARNING]],
])("a linked work tree %s gets the commits of its own branch", async (_, programs, warnings) => {
  const repository = example();
  const directory = join(projectFolder("work-tree"), "other");
  repository.git("worktree", "add", "--quiet", "-b", "other", directory);
  const worktree = new GitRepository("other", directory);
  worktree.commit("On the other branch", {
    "src/shaken.js": `${worktree.read("src/shaken.js")}\n`,
  });
  repository.commit("On this one", { "src/serving.js": `${repository.read("src/serving.js")}\n` });
  expect(await buildExample({ directory, programs, beside: [repository.directory] })).toEqual({
    versions: versionsBy((file) => worktree.lastCommit(file)),
    warnings,
  });
});

test.each([
  ["with git", ["git"]],
  ["without git", []],
])("a submodule %s has the commits of its own repository", async (_, programs) => {
  const inner = new GitRepository("inner");
  commitExample(inner);
  const outer = example();
  const moved = "src/model/multiplier.js";
  inner.commit("The model alone", { "multiplier.js": outer.read(moved) });
  outer.git("rm", "--quiet", "-r", "src/model");
  outer.git(
    ...["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"],
    ...[inner.directory, "src/model"],
  );
  outer.commit("Take the model from elsewhere");
  const { versions, warnings } = await buildExample({ directory: outer.directory, programs });
  expect(versions).toEqual(
    versionsBy((file) =>
      file === moved ? inner.lastCommit("multiplier.js") : outer.lastCommit(file),
    ),
  );
  expect(warnings).toHaveLength(programs.length === 0 ? 1 : 0);
});

test("a shallow clone in an image without git has no wrong commit either", async () => {
  const repository = example();
  const recent = "src/serving.js";
  repository.commit("Serve better", { [recent]: `${repository.read(recent)}\n` });
  const shallow = clone(repository, "--depth=2");
  const { versions, warnings } = await buildExample({ directory: shallow.directory });
  expect(versions).toEqual(
    versionsBy((file) =>
      file === recent ? repository.lastCommit(file) : `blob:${shallow.git("hash-object", file)}`,
    ),
  );
  expect(warnings).toHaveLength(1);
});
