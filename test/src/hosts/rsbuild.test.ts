import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { SmallProject } from "./small-project.js";

let watcher: ChildProcess | undefined;
afterEach(() => {
  watcher?.kill("SIGKILL");
});

const OTHER = `import versions from "virtual:versions";
import "./elsewhere.js";
console.log(JSON.stringify(versions));
`;

/** A configuration as users write it; `settings` is the source text of what comes beside the plugin. */
function rsbuildConfig(settings = ""): string {
  return `import inlineage from "unplugin-inlineage/rsbuild";
export default {
  plugins: [inlineage()],
  source: { entry: { main: "./src/main.js" } },
  output: { target: "node", distPath: { root: "dist", js: "" }, filename: { js: "[name].js" } },
  ${settings}
};
`;
}

async function rsbuild(project: SmallProject, ...args: readonly string[]): Promise<void> {
  const { ok, printed } = await project.command("rsbuild", ...args);
  if (!ok) throw new Error(printed);
}

test.each(["production", "development"])(
  "Rsbuild's %s build prints git's answers",
  async (mode) => {
    const project = new SmallProject({ "rsbuild.config.mjs": rsbuildConfig() });
    await rsbuild(project, "build", "--mode", mode);
    expect(await project.built("dist/main.js")).toBe(project.expected());
  },
);

test("each of Rsbuild's environments has the table of its own modules", async () => {
  const project = new SmallProject({
    "src/other.js": OTHER,
    "rsbuild.config.mjs": rsbuildConfig(`environments: {
      one: {},
      two: { source: { entry: { other: "./src/other.js" } }, output: { distPath: { root: "dist/two", js: "" } } },
    },`),
  });
  await rsbuild(project, "build");
  expect(await project.built("dist/main.js")).toBe(project.expected());
  // Environments add to what the whole configuration says: this one has both entries.
  const both = project.expected(["Model", "elsewhere", "endpoint", "explain"]);
  expect(await project.built("dist/two/other.js")).toBe(both);
});

test("a library has the same constants in each of its formats", async () => {
  const entry = `export { default as versions } from "virtual:versions";
export { serve } from "./serving.js";
`;
  // Rsbuild leaves the form of a library to Rspack; this is what Rslib, its tool for libraries, makes of its formats.
  const library = (file: string, settings: string) =>
    `{ output: { filename: { js: "${file}" } }, tools: { rspack: { ${settings} } } }`;
  const project = new SmallProject({
    "src/library.js": entry,
    "rsbuild.config.mjs": rsbuildConfig(`environments: {
      esm: ${library("esm.js", 'experiments: { outputModule: true }, output: { module: true, library: { type: "modern-module" } }')},
      cjs: ${library("cjs.cjs", 'output: { library: { type: "commonjs-static" } }')},
      umd: ${library("umd.cjs", 'output: { iife: true, library: { type: "umd", name: "app" } }')},
    },`).replace('main: "./src/main.js"', 'library: "./src/library.js"'),
    "use.js": `import * as esm from "./dist/esm.js";
import cjs from "./dist/cjs.cjs";
import umd from "./dist/umd.cjs";
for (const { versions, serve } of [esm, cjs, umd]) console.log(JSON.stringify(versions), serve(2));
`,
  });
  await rsbuild(project, "build");
  const line = `${project.expected(["Model", "endpoint"])} 10`;
  expect(await project.built("use.js")).toBe([line, line, line].join("\n"));
});

test("with Rsbuild's cache on the disk, later processes know what the first one found, and new commits", async () => {
  const project = new SmallProject({
    "rsbuild.config.mjs": rsbuildConfig(
      'performance: { buildCache: { cacheDirectory: "dist/cache" } }, output: { ...{ target: "node", distPath: { root: "dist/out", js: "" }, filename: { js: "[name].js" } } },',
    ),
  });
  await rsbuild(project, "build");
  await rsbuild(project, "build");
  expect(await project.built("dist/out/main.js")).toBe(project.expected());
  project.commit("Edit", { "src/lazy.js": `${project.read("src/lazy.js")}// edited\n` });
  await rsbuild(project, "build");
  expect(await project.built("dist/out/main.js")).toBe(project.expected());
});

test("rsbuild dev follows edits and commits", async () => {
  const project = new SmallProject({
    "rsbuild.config.mjs": rsbuildConfig("dev: { writeToDisk: true }, server: { port: 0 },"),
  });
  project.write({
    "script.mjs": `import { createRsbuild, loadConfig } from "@rsbuild/core";
const { content } = await loadConfig({ path: "./rsbuild.config.mjs" });
const rsbuild = await createRsbuild({ rsbuildConfig: { ...content, logLevel: "error" } });
await rsbuild.startDevServer();
`,
  });
  watcher = spawn(process.execPath, ["script.mjs"], {
    cwd: project.directory,
    env: cleanEnvironment(),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const table = async () => JSON.parse(await project.built("dist/main.js"));
  const shows = (expected: unknown) =>
    expect.poll(table, { timeout: 60_000, interval: 200 }).toEqual(expected);
  const clean = JSON.parse(project.expected());
  await shows(clean);
  project.write({ "src/model.js": `${project.read("src/model.js")}// edited\n` });
  await shows({ ...clean, Model: expect.stringMatching(`^${clean.Model}-dirty`) });
  await shows({ ...clean, Model: project.commit("Edit the model") });
});
