import { mkdirSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { SmallProject } from "./small-project.js";
import { serveWithVite, TABLE_MODULE } from "./vite-server.js";

const marked = (name: string) =>
  `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked("${name}", () => 1);\n`;

/** What git says the versions are of definitions that are each in a file of the same name. */
function tableOf(project: SmallProject, files: readonly string[]): Record<string, string> {
  const nameOf = (file: string) => file.slice(file.lastIndexOf("/") + 1, file.lastIndexOf("."));
  return Object.fromEntries(files.map((file) => [nameOf(file), project.lastCommit(file)]));
}

/** Nothing is marked below `app/src` at first: the table tells where was looked. */
function appWith(files: Record<string, string>): SmallProject {
  return new SmallProject({ "app/src/table.js": TABLE_MODULE, ...files });
}

test("linked packages and aliased folders are looked through like the root", async () => {
  const project = appWith({
    "app/package.json": '{ "type": "module", "dependencies": { "@org/first": "*" } }\n',
    "packages/first/package.json":
      '{ "name": "@org/first", "devDependencies": { "second": "*" } }\n',
    "packages/first/inFirst.js": marked("inFirst"),
    "packages/second/package.json": '{ "name": "second" }\n',
    "packages/second/inSecond.js": marked("inSecond"),
    "packages/third/inThird.js": marked("inThird"),
    "aliased/inAliased.js": marked("inAliased"),
    ".gitignore": "node_modules\n*.mjs\n",
  });
  mkdirSync(project.path("app/node_modules/@org"), { recursive: true });
  mkdirSync(project.path("packages/first/node_modules"));
  symlinkSync("../../../packages/first", project.path("app/node_modules/@org/first"));
  symlinkSync("../../second", project.path("packages/first/node_modules/second"));
  const { shows } = await serveWithVite(project, {
    root: "app",
    config:
      'resolve: { alias: { "~": process.cwd() + "/../aliased", up: process.cwd() + "/.." } },',
  });
  await shows(
    tableOf(project, [
      "aliased/inAliased.js",
      "packages/first/inFirst.js",
      "packages/second/inSecond.js",
    ]),
  );
});

test("include says where to look and exclude where not to, and neither hides what is imported", async () => {
  const project = appWith({
    "app/src/inSources.js": marked("inSources"),
    "app/src/fixtures/deep/inFixtures.js": marked("inFixtures"),
    "app/elsewhere/inElsewhere.js": marked("inElsewhere"),
    "shared/inShared.js": marked("inShared"),
    "shared/own.test.js": marked("inTest"),
    "unasked/unasked.js": marked("unasked"),
  });
  const server = await serveWithVite(project, {
    root: "app",
    options: '{ include: ["src", "../shared/**"], exclude: ["**/fixtures", "../**/*.test.js"] }',
  });
  const included = ["app/src/inSources.js", "shared/inShared.js"];
  await server.shows(tableOf(project, included));

  project.commit("Import what wasn't looked at", {
    "app/src/table.js": `import "./fixtures/deep/inFixtures.js";\nimport "../../unasked/unasked.js";\n${TABLE_MODULE}`,
  });
  const imported = ["app/src/fixtures/deep/inFixtures.js", "unasked/unasked.js"];
  await server.shows(tableOf(project, [...included, ...imported]));
});

test("neither include nor exclude changes what a build has", async () => {
  const project = new SmallProject({
    "vite.config.js": `import inlineage from "unplugin-inlineage/vite";
export default { plugins: [inlineage({ include: ["nowhere"], exclude: ["src"] })], build: { ssr: "src/main.js" } };
`,
  });
  const { ok, printed } = await project.command("vite", "build");
  expect(ok, printed).toBe(true);
  expect(await project.built("dist/main.js")).toBe(project.expected());
});
