import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { SmallProject } from "./small-project.js";
import { serveWithVite, TABLE_MODULE } from "./vite-server.js";

const ALL = ["Model", "elsewhere", "endpoint", "explain"];

const SERVERS = [
  { server: "a server", config: "" },
  { server: "a server without hot updates", config: "server: { hmr: false }," },
];

test.each(SERVERS)(
  "the versions of $server follow edits, new files, deleted ones and commits, in every environment",
  async ({ config }) => {
    const project = new SmallProject({ "src/table.js": TABLE_MODULE });
    const all = () => JSON.parse(project.expected(ALL));
    const { shows } = await serveWithVite(project, { config });
    await shows(all());

    project.write({ "src/model.js": `${project.read("src/model.js")}// edited\n` });
    const dirty = expect.stringMatching(`^${all().Model}-dirty\\.[0-9a-f]{12}$`);
    await shows({ ...all(), Model: dirty });

    project.git("commit", "--quiet", "--all", "--message", "Edit");
    await shows(all());

    project.write({
      "src/added.js":
        'import { tracked } from "@inlineage/runtime";\n\nexport const added = tracked("added", () => 1);\n',
    });
    await shows({ ...all(), added: expect.stringMatching(/^blob:/) });

    rmSync(project.path("src/added.js"));
    await shows(all());
  },
);

test("a server's versions follow files without code, and new ones in a folder", async () => {
  const project = new SmallProject({
    "src/table.js": TABLE_MODULE,
    "params.yaml": "rate: 1\n",
    "prompts/first.txt": "Be brief.\n",
  });
  const track = '{ hyperparameters: "params.yaml", prompts: "prompts/**" }';
  const { shows } = await serveWithVite(project, { options: `{ track: ${track} }` });
  const hyperparameters = project.lastCommit("params.yaml");
  const prompts = project.lastCommit("prompts");
  const clean = { ...JSON.parse(project.expected(ALL)), hyperparameters, prompts };
  await shows(clean);

  project.write({ "params.yaml": "rate: 2\n" });
  const dirty = (version: string) => expect.stringMatching(`^${version}-dirty\\.[0-9a-f]{12}$`);
  await shows({ ...clean, hyperparameters: dirty(hyperparameters) });
  project.write({ "prompts/second.txt": "Be kind.\n" });
  await shows({ ...clean, hyperparameters: dirty(hyperparameters), prompts: dirty(prompts) });
});

test("two servers with one instance both follow commits", async () => {
  const project = new SmallProject({ "src/table.js": TABLE_MODULE });
  const printed = await project.output(`import { execSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createServer } from "vite";
import inlineage from "unplugin-inlineage/vite";
const plugins = [inlineage()];
const servers = [];
for (let count = 0; count < 3; count++) servers.push(await createServer({ configFile: false, plugins }));
await servers.pop().close();
const tables = () => Promise.all(servers.map(async (server) => (await server.ssrLoadModule("/src/table.js")).table.Model));
const until = async (isIt) => {
  for (let tries = 0; tries < 100 && !(await tables()).every(isIt); tries++) {
    await new Promise((done) => setTimeout(done, 100));
  }
};
await tables();
appendFileSync("src/model.js", "// edited");
await until((version) => version.includes("dirty"));
execSync("git -c user.name=A -c user.email=a@b.c commit --quiet --all --message Edit");
await until((version) => !version.includes("dirty"));
console.log(JSON.stringify(await tables()));
process.exit();
`);
  const commit = project.lastCommit("src/model.js");
  expect(JSON.parse(printed.split("\n").at(-1) ?? "")).toEqual([commit, commit]);
});

test("a broken file that nothing imports doesn't break the server, which tells of it once", async () => {
  const project = new SmallProject({
    "src/table.js": TABLE_MODULE,
    "fixtures/broken.js":
      'import { tracked } from "@inlineage/runtime";\n\nexport default tracked(() => 1);\n',
  });
  const { shows, printed } = await serveWithVite(project);
  await shows(JSON.parse(project.expected(ALL)));
  expect(printed().match(/fixtures\/broken\.js:3/g)).toHaveLength(1);
});

test("copies of tracked files that a build left behind don't get in the way", async () => {
  const project = new SmallProject({
    "src/table.js": `import "./model.js";\n${TABLE_MODULE}`,
    ".gitignore": "dist\n*.mjs\nlib\n",
    "copies/model.js": "",
  });
  const copy = project.read("src/model.js");
  // One where Vite builds to, one that git ignores, one that only a module that is loaded beats.
  project.write({ "dist/model.js": copy, "lib/model.js": copy, "copies/model.js": copy });
  const { shows, printed } = await serveWithVite(project);
  await shows(JSON.parse(project.expected(ALL)));
  expect(printed()).not.toMatch(/(?:dist|lib)\/model\.js/);
});

test("a file outside the root counts once it is loaded, and as long as it has marks", async () => {
  const project = new SmallProject({
    "app/src/table.js": `import versions from "virtual:versions";
import "../../src/model.js";
export const table = versions;
`,
  });
  const { Model } = JSON.parse(project.expected(["Model"]));
  const { shows } = await serveWithVite(project, { root: "app" });
  await shows({ Model });
  project.write({ "src/model.js": "export class Model {}\n" });
  await shows({});
});
