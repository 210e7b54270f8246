import { expect, test } from "vitest";
import { SmallProject } from "./small-project.js";

/** A configuration as users write it; `config` is the source text of what comes beside the plugin. */
function viteConfig(config: string, plugins = "inlineage()"): string {
  return `import { defineConfig } from "vite";
import inlineage from "unplugin-inlineage/vite";
export default defineConfig({ logLevel: "warn", plugins: [${plugins}], ${config} });
`;
}

async function viteBuild(project: SmallProject, ...args: readonly string[]): Promise<string> {
  const { ok, printed } = await project.command("vite", "build", ...args);
  if (!ok) throw new Error(printed);
  return printed;
}

test("a client build prints git's answers, and its file name follows them", async () => {
  const project = new SmallProject({
    "vite.config.js": viteConfig('build: { rollupOptions: { input: "src/main.js" } }'),
  });
  const entry = async () => {
    await viteBuild(project);
    const names = Object.keys(project.files("dist/assets"));
    return `dist/assets/${names.find((name) => name.startsWith("main-"))}`;
  };
  const first = await entry();
  expect(await project.built(first)).toBe(project.expected());
  project.commit("Edit what isn't tracked", { "README.md": "Edited\n" });
  expect(await entry()).toBe(first);
  // Nothing of this comment reaches the output: only the constants can tell.
  project.commit("Edit what is", {
    "src/model.js": `${project.read("src/model.js")}// a comment\n`,
  });
  const second = await entry();
  expect(second).not.toBe(first);
  expect(await project.built(second)).toBe(project.expected());
});

test("a library has the same constants in each of its formats", async () => {
  const project = new SmallProject({
    "vite.config.js": viteConfig(`build: { lib: {
      entry: "src/main.js", name: "app", formats: ["es", "cjs", "umd", "iife"], fileName: (format) => \`\${format}.\${format === "es" ? "js" : "cjs"}\`,
    } }`),
  });
  await viteBuild(project);
  const files = ["dist/es.js", "dist/cjs.cjs", "dist/umd.cjs", "dist/iife.cjs"];
  const printed = await Promise.all(files.map((file) => project.built(file)));
  expect(printed).toEqual(files.map(() => project.expected()));
});

const OTHER = `import versions from "virtual:versions";
import "./elsewhere.js";
import "./model.js";
console.log(JSON.stringify(versions));
`;

test("environments that share the plugin each have the table of their own modules", async () => {
  const project = new SmallProject({ "src/other.js": OTHER });
  await project.output(`import { createBuilder } from "vite";
import inlineage from "unplugin-inlineage/vite";
const environment = (name) => ({
  build: { outDir: \`dist/\${name}\`, emptyOutDir: false, rollupOptions: { input: \`src/\${name}.js\`, treeshake: false, output: { entryFileNames: "[name].js" } } },
});
const builder = await createBuilder({
  configFile: false,
  logLevel: "error",
  plugins: [inlineage()],
  builder: { sharedConfigBuild: true, sharedPlugins: true },
  environments: { client: environment("main"), ssr: environment("other") },
});
await Promise.all(Object.values(builder.environments).map((each) => builder.build(each)));
`);
  expect(await project.built("dist/main/main.js")).toBe(project.expected());
  expect(await project.built("dist/other/other.js")).toBe(project.expected(["Model", "elsewhere"]));
});

test("each of two instances may be for one environment alone", async () => {
  const project = new SmallProject({ "src/other.js": OTHER });
  const printed = await project.output(`import { createBuilder } from "vite";
import inlineage from "unplugin-inlineage/vite";
const environment = (name) => ({
  build: { outDir: \`dist/\${name}\`, emptyOutDir: false, rollupOptions: { input: \`src/\${name}.js\`, output: { entryFileNames: "[name].js" } } },
});
const only = (name) => ({ ...inlineage(), applyToEnvironment: (environment) => environment.name === name });
const builder = await createBuilder({
  configFile: false,
  logLevel: "warn",
  plugins: [only("client"), only("ssr")],
  builder: {},
  environments: { client: environment("main"), ssr: environment("other") },
});
for (const each of Object.values(builder.environments)) await builder.build(each);
`);
  expect(printed).not.toContain("twice");
  expect(await project.built("dist/main/main.js")).toBe(project.expected());
  expect(await project.built("dist/other/other.js")).toBe(project.expected(["Model", "elsewhere"]));
});

test.each([
  ["without being told", ""],
  ["also when the user gives workers the plugin too", "plugins: () => [inlineage()]"],
])("a worker has constants of its own, %s", async (_how, worker) => {
  const project = new SmallProject({
    "src/page.js":
      'import "./elsewhere.js";\nnew Worker(new URL("./worker.js", import.meta.url), { type: "module" });\n',
    "src/worker.js":
      'import versions from "virtual:versions";\nimport { Model } from "./model.js";\nconsole.log(JSON.stringify(versions), new Model().multiply(2));\n',
    "vite.config.js": viteConfig(
      `build: { rollupOptions: { input: "src/page.js" } }, worker: { format: "es", ${worker} }`,
    ),
  });
  expect(await viteBuild(project)).not.toContain("plugins twice");
  const names = Object.keys(project.files("dist/assets"));
  const built = `dist/assets/${names.find((name) => name.startsWith("worker-"))}`;
  expect(await project.built(built)).toBe(`${project.expected(["Model"])} 10`);
});

test("what a page and its worker both have is warned of once", async () => {
  const project = new SmallProject({
    "src/page.js":
      'import "./model.js";\nimport versions from "virtual:versions";\nconsole.log(versions);\nnew Worker(new URL("./worker.js", import.meta.url), { type: "module" });\n',
    "src/worker.js":
      'import versions from "virtual:versions";\nimport "./model.js";\nconsole.log(versions);\n',
    "vite.config.js": viteConfig(
      'build: { rollupOptions: { input: "src/page.js" } }, worker: { format: "es" }',
    ),
  });
  project.git("rm", "--quiet", "--cached", "src/model.js");
  project.git("commit", "--quiet", "--message", "Forget the model");
  const printed = await viteBuild(project);
  expect(printed.match(/no commit proven by git for src\/model\.js/g)).toHaveLength(1);
});

test("a configuration in CommonJS requires the plugin's default export", async () => {
  const project = new SmallProject({
    "vite.config.cjs": `const inlineage = require("unplugin-inlineage/vite").default;
module.exports = { plugins: [inlineage()], build: { ssr: "src/main.js" } };
`,
  });
  await viteBuild(project, "--config", "vite.config.cjs");
  expect(await project.built("dist/main.js")).toBe(project.expected());
});

test("builds of two roots that share an instance each have the files of their own root", async () => {
  const entry =
    'import versions from "virtual:versions";\nconsole.log(JSON.stringify(versions));\n';
  const project = new SmallProject({
    "a/params.yaml": "rate: 1\n",
    "a/main.js": entry,
    "b/params.yaml": "rate: 2\n",
    "b/main.js": entry,
  });
  await project.output(`import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
const plugins = [inlineage({ track: { params: "params.yaml" } })];
for (const root of ["a", "b"]) {
  await build({ root, configFile: false, logLevel: "warn", plugins, build: { ssr: "main.js" } });
}
`);
  for (const root of ["a", "b"]) {
    const params = project.lastCommit(`${root}/params.yaml`);
    expect(JSON.parse(await project.built(`${root}/dist/main.js`))).toEqual({ params });
  }
});

test("builds of two roots that share an instance and overlap each have their own definitions", async () => {
  const model = (name: string) =>
    `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked("${name}", () => 1);\n`;
  const entry =
    'import versions from "virtual:versions";\nimport "./model.js";\nconsole.log(JSON.stringify(versions));\n';
  const project = new SmallProject({
    "a/main.js": entry,
    "a/model.js": model("inA"),
    "b/main.js": entry,
    "b/model.js": model("inB"),
  });
  await project.output(`import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
const shared = inlineage();
let begun;
const other = new Promise((resolve) => { begun = resolve; });
const builds = [
  ["a", { name: "waits", buildEnd: () => other }],
  ["b", { name: "begins", buildStart: () => begun() }],
];
await Promise.all(builds.map(async ([root, plugin]) => {
  if (root === "b") await new Promise((resolve) => setTimeout(resolve, 300));
  await build({ root, configFile: false, logLevel: "warn", plugins: [shared, plugin], build: { ssr: "main.js" } });
}));
`);
  for (const [root, name] of [
    ["a", "inA"],
    ["b", "inB"],
  ] as const) {
    const commit = project.lastCommit(`${root}/model.js`);
    expect(JSON.parse(await project.built(`${root}/dist/main.js`))).toEqual({ [name]: commit });
  }
});
