import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { cleanEnvironment } from "./support/clean-environment.js";
import { GitRepository } from "./support/git-repository.js";

const TOP = resolve(import.meta.dirname, "../..");
const README = readFileSync(join(TOP, "README.md"), "utf8");
const COMMAND = "vite build --ssr src/serving.ts && node dist/serving.js";

test("the README's example prints what the README shows", async () => {
  const repository = new GitRepository("readme");
  repository.commit("Begin", { "package.json": '{ "type": "module" }\n' });
  for (const [file, text] of exampleFiles()) repository.commit(`Add ${file}`, { [file]: text });
  expect(README).toContain(`\`${COMMAND}\``);
  const { stdout } = await execa(
    "sh",
    ["-c", COMMAND.replace("vite build", "vite build --logLevel warn")],
    {
      cwd: repository.directory,
      extendEnv: false,
      env: cleanEnvironment({
        PATH: `${join(TOP, "node_modules/.bin")}:${process.env.PATH}`,
      }),
    },
  );
  expect(withoutPlaceAndTime(stdout)).toBe(withoutPlaceAndTime(shownOutput()));
  expect(shownOutput()).toContain(repository.lastCommit("src/multiplier.ts"));
});

/** Every code block that begins with a comment naming its file. */
function exampleFiles(): [file: string, text: string][] {
  return [...README.matchAll(/```ts\n(\/\/ (\S+)\n.*?)```/gs)].map(([, text = "", file = ""]) => [
    file,
    text,
  ]);
}

function shownOutput(): string {
  const [, output = ""] = README.match(/```json\n(.*?)\n?```/s) ?? [];
  return output;
}

function withoutPlaceAndTime(output: string): string {
  return output.replace(/("hostname"|"versioning_timestamp"): ".*?"/g, "$1: …");
}
