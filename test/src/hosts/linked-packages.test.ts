import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { SmallProject } from "./small-project.js";
import { serveWithVite, TABLE_MODULE } from "./vite-server.js";
import { BUNDLERS, CACHED, WebpackProject } from "./webpack-project.js";

const marked = (name: string) =>
  `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked("${name}", () => "${name}");\n`;

const FILES: Files = {
  ".gitignore": "dist\nnode_modules\n*.mjs\n",
  "src/main.js": `import { inAliased } from "~/inAliased.js";
import { inLinked } from "@org/linked";
import versions from "virtual:versions";
console.log(inAliased(), inLinked(), JSON.stringify(versions));
`,
  "src/preserving.js": `import { inLinked } from "@org/linked";
import { inPackage } from "installed";
import versions from "virtual:versions";
console.log(inLinked(), inPackage(), JSON.stringify(versions));
`,
  "src/table.js": 'import "./main.js";\nexport { default as table } from "virtual:versions";\n',
  "aliased/inAliased.js": marked("inAliased"),
  "packages/linked/package.json":
    '{ "name": "@org/linked", "type": "module", "main": "inLinked.js" }\n',
  "packages/linked/inLinked.js": marked("inLinked"),
};

/** Scripts that build `dist/main.js`, each told in its bundler's own way to give links' paths. */
const PRESERVING: Record<string, string> = {
  vite: `import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
await build({
  configFile: false, logLevel: "error", plugins: [inlineage()], resolve: { preserveSymlinks: true },
  build: { rollupOptions: { input: "src/preserving.js", output: { entryFileNames: "main.js" } } },
});
`,
  rollup: `import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import inlineage from "unplugin-inlineage/rollup";
const bundle = await rollup({ input: "src/preserving.js", preserveSymlinks: true, plugins: [inlineage(), nodeResolve()] });
await bundle.write({ file: "dist/main.js" });
`,
  rolldown: `import { build } from "rolldown";
import inlineage from "unplugin-inlineage/rolldown";
await build({ input: "src/preserving.js", resolve: { symlinks: false }, plugins: [inlineage()], output: { file: "dist/main.js" } });
`,
  esbuild: `import { build } from "esbuild";
import inlineage from "unplugin-inlineage/esbuild";
await build({ entryPoints: ["src/preserving.js"], bundle: true, format: "esm", preserveSymlinks: true, plugins: [inlineage()], outfile: "dist/main.js" });
`,
  webpack: preservingWebpack("webpack", "webpack"),
  rspack: preservingWebpack("@rspack/core", "rspack"),
};

function preservingWebpack(core: string, entry: string): string {
  return `import bundler from "${core}";
import inlineage from "unplugin-inlineage/${entry}";
const options = {
  mode: "production", target: "node20", entry: "./src/preserving.js", plugins: [inlineage()],
  resolve: { symlinks: false }, experiments: { outputModule: true },
  output: { filename: "main.js", module: true, library: { type: "module" } },
};
await new Promise((done, fail) => bundler(options).run((error, stats) =>
  error || stats.hasErrors() ? fail(error ?? stats.toString()) : done()));
process.exit();
`;
}

/** As package managers link workspaces. */
function link<P extends SmallProject>(project: P, app = "."): P {
  const scope = project.path(join(app, "node_modules/@org"));
  mkdirSync(scope, { recursive: true });
  symlinkSync(relative(scope, project.path("packages/linked")), join(scope, "linked"));
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

test("so does Vite's server where links are preserved, and follows what changes behind them", async () => {
  const files: Files = {
    ...FILES,
    "app/package.json": '{ "type": "module", "dependencies": { "@org/linked": "*" } }\n',
    "app/src/table.js": `import "@org/linked";\n${TABLE_MODULE}`,
  };
  const project = link(new SmallProject(files), "app");
  const { shows, url } = await serveWithVite(project, {
    root: "app",
    config:
      'resolve: { preserveSymlinks: true }, optimizeDeps: { exclude: ["@org/linked"] }, ssr: { noExternal: true },',
  });
  const served = async () => (await fetch(`${url}/node_modules/@org/linked/inLinked.js`)).text();
  const { inLinked } = expectedTable(project);
  expect(await served()).toContain('(() => "inLinked")');
  await shows({ inLinked });

  const file = "packages/linked/inLinked.js";
  project.write({ [file]: `${project.read(file)}// edited\n` });
  await shows({ inLinked: expect.stringMatching(`^${inLinked}-dirty`) });
  expect(await served()).toContain("// edited");
  await shows({ inLinked: project.commit("Edit") });
  project.write({ [file]: "export const inLinked = () => 1;\n" });
  await shows({});
});

test.each(Object.keys(PRESERVING))(
  "%s does so where links are preserved, and leaves packages from a registry alone",
  async (bundler) => {
    const project = link(new SmallProject(FILES));
    project.write({
      "node_modules/installed/package.json":
        '{ "name": "installed", "type": "module", "main": "inPackage.js" }\n',
      "node_modules/installed/inPackage.js": marked("inPackage"),
    });
    await project.output(PRESERVING[bundler] as string);
    const { inLinked } = expectedTable(project);
    const table = JSON.stringify({ inLinked });
    expect(await project.built("dist/main.js")).toBe(`inLinked inPackage ${table}`);
  },
);

test.each(BUNDLERS)(
  "%s builds linked packages anew where links are preserved and its cache takes packages for unchanging",
  async (bundler) => {
    const project = link(
      new WebpackProject(bundler, { ...FILES, "src/main.js": FILES["src/preserving.js"] ?? "" }),
    );
    project.write({ "node_modules/installed/index.js": "export const inPackage = () => 1;\n" });
    const settings = `${CACHED[bundler]}, resolve: { symlinks: false }, snapshot: { managedPaths: [resolve("node_modules")] },`;
    const built = async () => {
      await project.build(settings);
      return project.prints();
    };
    const { inLinked } = expectedTable(project);
    expect(await built()).toBe(`inLinked 1 ${JSON.stringify({ inLinked })}`);
    const edited = project.commit("Edit the package", {
      "packages/linked/inLinked.js": marked("inLinked").replace('() => "inLinked"', '() => "new"'),
    });
    expect(await built()).toBe(`new 1 ${JSON.stringify({ inLinked: edited })}`);
  },
);
