import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import type { GitRepository } from "../support/git-repository.js";
import { projectFolder } from "../support/temporary-folder.js";
import { ALL_FILES, buildExample, versionsBy } from "./support/example-build.js";
import { TOP } from "./support/minimal-root.js";
import { example } from "./support/repositories.js";

const PROGRAM = join(TOP, "packages/unplugin/dist/cli.js");

/** What `COPY . .` leaves where .git is in .dockerignore. */
function copyWithoutHistory(repository: GitRepository): string {
  const directory = join(projectFolder("copy"), "app");
  cpSync(repository.directory, directory, {
    recursive: true,
    filter: (source) => source !== repository.path(".git"),
  });
  return directory;
}

test("without .git and without a snapshot, a version is git's id of the content", async () => {
  const repository = example();
  expect(await buildExample({ directory: copyWithoutHistory(repository) })).toEqual({
    versions: versionsBy((file) => `blob:${repository.git("hash-object", file)}`),
    warnings: [
      `${ALL_FILES} (known by content alone: no git repository here; to fix it: build inside the repository (in Docker, take .git out of .dockerignore), or run inlineage snapshot before the files leave it)`,
    ],
  });
});

test("a snapshot made before proves the commits of the files that are still as they were", async () => {
  const repository = example();
  const file = repository.path("inlineage.snapshot.json");
  const { stdout } = await execa(process.execPath, [PROGRAM, "snapshot"], {
    cwd: repository.directory,
    extendEnv: false,
    env: cleanEnvironment(),
  });
  expect(stdout).toBe(`8 files proven, 0 unproven: ${file}`);

  const directory = copyWithoutHistory(repository);
  const all = versionsBy((file) => repository.lastCommit(file));
  expect(await buildExample({ directory })).toEqual({
    versions: all,
    warnings: [
      `${ALL_FILES} (taken from inlineage.snapshot.json: no git repository here; to fix it: build inside the repository (in Docker, take .git out of .dockerignore))`,
    ],
  });

  const edited = "src/serving.js";
  for (const top of [directory, repository.directory])
    appendFileSync(join(top, edited), "// edited\n");
  const { versions, warnings } = await buildExample({ directory });
  const blob = `blob:${repository.git("hash-object", edited)}`;
  expect(versions).toEqual({ ...all, multiplier_endpoint: blob });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(
    "src/serving.js (known by content alone: edited after inlineage.snapshot.json was made; to fix it: commit the edit, then run inlineage snapshot)",
  );
});
