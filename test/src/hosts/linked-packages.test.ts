import { mkdirSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { SmallProject } from "./small-project.js";
import { serveWithVite } from "./vite-server.js";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const marked = (name: string) =>
  `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked("${name}", () => "${name}");\n`;

const FILES: Files = {
  ".gitignore": "dist\nnode_modules\n*.mjs\n",
  "src/main.js": `import { inAliased } from "~/inAliased.js";
import { inLinked } from "@org/linked";
import versions from "virtual:versions";
console.log(inAliased(), inLinked(), JSON.stringify(versions));
`,
  "src/table.js": 'import "./main.js";\nexport { default as table } from "virtual:versions";\n',
  "aliased/inAliased.js": marked("inAliased"),
  "packages/linked/package.json":
    '{ "name": "@org/linked", "type": "module", "main": "inLinked.js" }\n',
  "packages/linked/inLinked.js": marked("inLinked"),
};

/** As package managers link workspaces. */
function link<P extends SmallProject>(project: P): P {
  mkdirSync(project.path("node_modules/@org"), { recursive: true });
  symlinkSync("../../packages/linked", project.path("node_modules/@org/linked"));
  return project;
}

function expectedTable(project: SmallProject): Record<string, string> {
  return {
    inAliased: project.lastCommit("aliased/inAliased.js"),
    inLinked: project.lastCommit("packages/linked/inLinked.js"),
  };
}

test.each(BUNDLERS)(
  "%s counts packages that are linked or aliased to as sources",
  async (bundler) => {
    const project = link(new WebpackProject(bundler, FILES));
    await project.build('resolve: { alias: { "~": resolve("aliased") } },');
    const table = JSON.stringify(expectedTable(project));
    expect(await project.prints()).toBe(`inAliased inLinked ${table}`);
  },
);

test("so does a build by Vite", async () => {
  const project = link(
    new SmallProject({
      ...FILES,
      "vite.config.js": `import inlineage from "unplugin-inlineage/vite";
export default {
  plugins: [inlineage()],
  resolve: { alias: { "~": process.cwd() + "/aliased" } },
  build: { ssr: "src/main.js" },
};
`,
    }),
  );
  const { ok, printed } = await project.command("vite", "build");
  expect(ok, printed).toBe(true);
  const table = JSON.stringify(expectedTable(project));
  expect(await project.built("dist/main.js")).toBe(`inAliased inLinked ${table}`);
});

test("so does Vite's server", async () => {
  const project = link(new SmallProject(FILES));
  const { shows } = await serveWithVite(project, {
    options: '{ include: ["nowhere"] }',
    config: 'resolve: { alias: { "~": process.cwd() + "/aliased" } },',
  });
  await shows(expectedTable(project));
});
