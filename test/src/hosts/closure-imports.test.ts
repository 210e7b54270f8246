import { expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { SmallProject } from "./small-project.js";

interface HostCase {
  /** How the host wants to be asked for a file as text. */
  text: string;
  /** A script that builds `src/main.js` to `dist/main.js`. */
  script: string;
}

const WEBPACK = `{
  mode: "production",
  target: "node20",
  entry: "./src/main.js",
  experiments: { outputModule: true, css: true },
  resolve: { alias: { "@lib": resolve("lib") } },
  module: {
    rules: [
      { test: /\\.txt$/, type: "asset/source" },
      { test: /\\.css$/, type: "css/auto" },
    ],
  },
  output: { path: resolve("dist"), filename: "main.js", module: true, library: { type: "module" } },
  plugins: [inlineage({ scope: "closure" })],
}`;

function webpackLike(host: "webpack" | "rspack", core: string): string {
  return `import { resolve } from "node:path";
import bundler from "${core}";
import inlineage from "unplugin-inlineage/${host}";
bundler(${WEBPACK}).run((error, stats) => {
  if (error || stats.hasErrors()) console.log(error ?? stats.toString());
  process.exit(error || stats.hasErrors() ? 1 : 0);
});
`;
}

const CASES: Readonly<Record<string, HostCase>> = {
  vite: {
    text: "./prompt.txt?raw",
    script: `import { resolve } from "node:path";
import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
await build({
  configFile: false,
  logLevel: "warn",
  plugins: [inlineage({ scope: "closure" })],
  resolve: { alias: { "@lib": resolve("lib") } },
  ssr: { noExternal: true },
  build: { ssr: "src/main.js", rolldownOptions: { output: { entryFileNames: "main.js" } } },
});
`,
  },
  rollup: {
    text: "./prompt.txt",
    script: `import { resolve } from "node:path";
import { rollup } from "rollup";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import inlineage from "unplugin-inlineage/rollup";
const others = {
  name: "others",
  resolveId: (id) => (id.startsWith("@lib/") ? resolve("lib", id.slice(5)) : null),
  transform(code, id) {
    if (id.endsWith(".json")) return { code: "export default " + code, map: null };
    if (/\\.(?:txt|css)$/.test(id)) return { code: "export default " + JSON.stringify(code), map: null };
  },
};
const bundle = await rollup({ input: "src/main.js", plugins: [inlineage({ scope: "closure" }), others, nodeResolve()] });
await bundle.write({ dir: "dist" });
`,
  },
  rolldown: {
    text: "./prompt.txt",
    script: `import { resolve } from "node:path";
import { build } from "rolldown";
import inlineage from "unplugin-inlineage/rolldown";
await build({
  input: "src/main.js",
  platform: "node",
  resolve: { alias: { "@lib": resolve("lib") } },
  moduleTypes: { ".css": "text" },
  plugins: [inlineage({ scope: "closure" })],
  output: { dir: "dist" },
});
`,
  },
  webpack: { text: "./prompt.txt", script: webpackLike("webpack", "webpack") },
  rspack: { text: "./prompt.txt", script: webpackLike("rspack", "@rspack/core") },
  rsbuild: {
    text: "./prompt.txt?raw",
    script: `import { resolve } from "node:path";
import { createRsbuild } from "@rsbuild/core";
import inlineage from "unplugin-inlineage/rsbuild";
const rsbuild = await createRsbuild({
  cwd: process.cwd(),
  rsbuildConfig: {
    logLevel: "warn",
    plugins: [inlineage({ scope: "closure" })],
    source: { entry: { main: "./src/main.js" } },
    resolve: { alias: { "@lib": resolve("lib") } },
    output: { target: "node", module: true, distPath: { root: "dist", js: "" }, filename: { js: "[name].js" } },
  },
});
await rsbuild.build();
process.exit();
`,
  },
  esbuild: {
    text: "./prompt.txt",
    script: `import { resolve } from "node:path";
import { build } from "esbuild";
import inlineage from "unplugin-inlineage/esbuild";
await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  platform: "node",
  format: "esm",
  alias: { "@lib": resolve("lib") },
  outdir: "dist",
  plugins: [inlineage({ scope: "closure" })],
});
`,
  },
};

const sources = (text: string): Files => ({
  "src/main.js": `import versions, { manifest } from "virtual:versions";
import { rated } from "./rated.js";
import { worded } from "./worded.js";
import { styled } from "./styled.js";
import { shifted } from "./shifted.js";

const files = Object.entries(manifest).map(([name, { files }]) => [name, files]);
const values = [rated(2), worded(), styled(), shifted(1)];
console.log(JSON.stringify({ versions, files: Object.fromEntries(files), values }));
`,
  "src/rated.js": `import { tracked } from "@inlineage/runtime";
import rates from "./rates.json";
export const rated = tracked("rated", (number) => number * rates.factor);
`,
  "src/rates.json": '{ "factor": 3 }\n',
  "src/worded.js": `import { tracked } from "@inlineage/runtime";
import prompt from "${text}";
export const worded = tracked("worded", () => prompt.trim());
`,
  "src/prompt.txt": "Be brief.\n",
  "src/styled.js": `import { tracked } from "@inlineage/runtime";
import "./page.css";
export const styled = tracked("styled", () => "styled");
`,
  "src/page.css": "b { color: red }\n",
  "src/shifted.js": `import { tracked } from "@inlineage/runtime";
import { shift } from "@lib/shift.js";
export const shifted = tracked("shifted", (number) => shift(number));
`,
  "lib/shift.js": "export const shift = (number) => number + 1;\n",
});

/** What each definition's file imports, and another content for it. */
const IMPORTED = {
  rated: { file: "src/rates.json", edited: '{ "factor": 4 }\n' },
  worded: { file: "src/prompt.txt", edited: "Be kind.\n" },
  styled: { file: "src/page.css", edited: "b { color: blue }\n" },
  shifted: { file: "lib/shift.js", edited: "export const shift = (number) => number + 2;\n" },
};

test.each(Object.entries(CASES))(
  "with %s, an edit of JSON, text, a style sheet or an aliased module moves what imports it, and nothing else",
  async (_, { text, script }) => {
    const project = new SmallProject(sources(text));
    const commits = Object.entries(IMPORTED).map(([name, { file, edited }]) => [
      name,
      project.commit(`Edit ${file}`, { [file]: edited }),
    ]);
    const closures = Object.entries(IMPORTED).map(([name, { file }]) => [
      name,
      [file, `src/${name}.js`].sort(),
    ]);
    await project.output(script);
    expect(JSON.parse(await project.built("dist/main.js"))).toEqual({
      files: Object.fromEntries(closures),
      versions: Object.fromEntries(commits),
      values: [8, "Be kind.", "styled", 3],
    });
  },
);
