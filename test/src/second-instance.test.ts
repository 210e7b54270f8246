import { expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

const MARKED = 'import { tracked } from "@inlineage/runtime";\n@tracked export class Model {}\n';

const FILES = {
  "src/main.js": `import versions from "virtual:versions";
import { Model } from "./model.ts";
import { versioned } from "./own.js";
console.log(JSON.stringify([versions, versioned("mine", () => typeof Model)()]));
`,
  "src/model.ts": MARKED,
  "src/own.js": 'export const versioned = (name, fn) => () => name + " " + fn();\n',
};

// Were it at work, the marks that only the second one knows would be gone, and in no table.
test.each(HOSTS)("of two instances the first is used, and a line says so, in %s", async (host) => {
  const repository = new GitRepository("second");
  repository.commitEach(FILES);
  const build = await buildWith(host, {
    directory: repository.directory,
    plugin: '), inlineage({ marks: [{ module: "./src/own.js", name: "versioned" }] }',
  });
  expect(build.printed.match(/inlineage\(\) is among the plugins twice/g)).toHaveLength(1);
  expect(JSON.parse(await printedBy(build))).toEqual([
    { Model: repository.lastCommit("src/model.ts") },
    "mine function",
  ]);
});
