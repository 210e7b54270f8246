import { expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { type Files, GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

/** Names git quotes, reads as a pattern or as pathspec magic, and names that look like options. */
const NAMES = [
  "with space.js",
  'it\'s "quoted".js',
  "ünïcödé-模型-🧮.js",
  ":leading-colon.js",
  ":(top)magic.js",
  "glob-[ab].js",
  "-option.js",
  "hash#.js",
  "tab\there.js",
  "new\nline.js",
];

test.each(HOSTS)("files with hostile names get their own commits, in %s", async (host) => {
  const repository = new GitRepository("names");
  const imports = NAMES.map((name) => `import ${JSON.stringify(`./${name}`)};\n`).join("");
  const files: Files = Object.fromEntries(NAMES.map((name) => [`src/${name}`, tracking(name)]));
  repository.commit("Add files that patterns would match", {
    "src/main.js": `${imports}import versions from "virtual:versions";\nconsole.log(JSON.stringify(versions));\n`,
    "src/glob-a.js": "",
    "src/leading-colon.js": "",
    "src/magic.js": "",
  });
  repository.commitEach(files);
  const expected = NAMES.map((name) => [name, repository.lastCommit(`src/${name}`)]).sort();
  const build = await buildWith(host, { directory: repository.directory });
  expect(JSON.parse(await printedBy(build))).toEqual(Object.fromEntries(expected));
});

function tracking(name: string): string {
  return `import { tracked } from "@inlineage/runtime";\nexport const model = tracked(${JSON.stringify(name)}, (n) => n);\n`;
}
