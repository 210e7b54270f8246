import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { buildWith, tryBuildWith } from "./support/build-with.js";
import { commitExample, TRACKED_IN } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";

const TSC = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

test("with dts a misspelt name is a type error, and the file is written only when names change", async () => {
  const repository = new GitRepository("dts");
  commitExample(repository);
  const { directory } = repository;
  const build = () =>
    buildWith("rolldown", { directory, plugin: '{ dts: "types/versions.d.ts" }' });
  await build();
  const written = repository.read("types/versions.d.ts");
  for (const name of Object.keys(TRACKED_IN))
    expect(written).toContain(`${JSON.stringify(name)}: string`);

  repository.write({
    "check.ts": `import versions, { manifest } from "virtual:versions";
export const right: string = versions.Multiplier + manifest["Multiplier.multiply"].file;
export const wrong = versions.Multplier;
`,
  });
  const checked = await execa(
    process.execPath,
    [
      TSC,
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--moduleDetection",
      "force",
      "check.ts",
      "types/versions.d.ts",
    ],
    { cwd: directory, reject: false, all: true },
  );
  expect(checked.all).toMatch(/check\.ts\(3,\d+\).*'Multplier'.*Did you mean 'Multiplier'/);
  expect(checked.all.split("\n").filter((line) => line.includes("error"))).toHaveLength(1);

  const { mtimeMs } = statSync(repository.path("types/versions.d.ts"));
  repository.commit("Edit", { "src/serving.js": `${repository.read("src/serving.js")}\n` });
  await build();
  expect(statSync(repository.path("types/versions.d.ts")).mtimeMs).toBe(mtimeMs);
});

test("a tracked name that stands for no file fails the build and says which", async () => {
  const repository = new GitRepository("track-nothing");
  commitExample(repository);
  const { ok, printed } = await tryBuildWith("esbuild", {
    directory: repository.directory,
    plugin: '{ track: { hyperparameters: "params.yml" } }',
  });
  expect(ok).toBe(false);
  expect(printed).toContain(`"hyperparameters" to be the version of "params.yml"`);
});
