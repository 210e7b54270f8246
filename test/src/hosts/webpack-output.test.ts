import { beforeAll, describe, expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const ESM = `
  experiments: { outputModule: true },
  output: {
    filename: "[name].mjs", chunkFilename: "lazy-[name].mjs", module: true, library: { type: "module" },
  },`;

interface Output {
  settings: string;
  /** File to what it prints; default: `main.cjs`, the table of what `src/main.js` reaches. */
  prints?: (project: WebpackProject) => Record<string, string>;
}

const printsFromEsm: Output["prints"] = (project) => ({ "main.mjs": project.expected() });

const OUTPUTS: Readonly<Record<string, Output>> = {
  "minified, with its modules joined": { settings: "" },
  "for development, with modules in eval": { settings: 'mode: "development", devtool: "eval",' },
  "for development, with source maps in eval": {
    settings: 'mode: "development", devtool: "eval-source-map",',
  },
  "as an ES module": { settings: ESM, prints: printsFromEsm },
  "as ES modules, for development": {
    settings: `mode: "development", ${ESM}`,
    prints: printsFromEsm,
  },
  "several entries of one build, which share one table": {
    settings: 'entry: { main: "./src/main.js", second: "./src/other.js" },',
    prints(project) {
      const expected = project.expected(["Model", "elsewhere", "endpoint", "explain"]);
      return { "main.cjs": expected, "second.cjs": expected };
    },
  },
  "a worker, whose modules count and which has the same table": {
    settings: 'entry: "./src/page.js",',
    prints(project) {
      const expected = project.expected(["Model", "elsewhere", "endpoint"]);
      return { "main.cjs": `${expected}\n${expected} not imported` };
    },
  },
  "a CommonJS module, which gets the default and the named export": {
    settings: 'entry: "./src/required.cjs",',
    prints: (project) => ({ "main.cjs": `${project.expected(["Model"])} src/model.js class` }),
  },
  "a bundle that doesn't import the versions like any other": {
    settings: 'entry: "./src/unasked.js",',
    prints: () => ({ "main.cjs": "10" }),
  },
};

const FILES: Files = {
  "src/other.js": `import versions from "virtual:versions";
import "./elsewhere.js";
console.log(JSON.stringify(versions));
`,
  "src/page.js": `import { Worker } from "worker_threads";
import versions from "virtual:versions";
import "./serving.js";
console.log(JSON.stringify(versions));
new Worker(new URL("./worker.js", import.meta.url));
`,
  "src/worker.js": `import versions from "virtual:versions";
import { elsewhere } from "./elsewhere.js";
console.log(JSON.stringify(versions), elsewhere());
`,
  "src/required.cjs": `const { default: versions, manifest } = require("virtual:versions");
require("./model.js");
console.log(JSON.stringify(versions), manifest.Model.file, manifest.Model.kind);
`,
  "src/unasked.js": 'import { serve } from "./serving.js";\nconsole.log(serve(2));\n',
};

describe.each(BUNDLERS)("%s builds", (bundler) => {
  const project = new WebpackProject(bundler, FILES);
  beforeAll(() => project.buildEach(Object.values(OUTPUTS).map(({ settings }) => settings)));

  test.each(
    Object.entries(OUTPUTS).map(([name, each], index) => ({
      name,
      folder: `dist/${index}`,
      ...each,
    })),
  )("$name", async ({ folder, prints }) => {
    const expected = prints?.(project) ?? { "main.cjs": project.expected() };
    for (const [file, text] of Object.entries(expected)) {
      expect(await project.prints(file, folder)).toBe(text);
    }
    const code = Object.entries(project.files(folder)).filter(([name]) => /\.[cm]js$/.test(name));
    expect(code.join()).not.toContain("@tracked");
  });
});

describe.each(BUNDLERS)("%s", (bundler) => {
  test("one instance serves several configurations, each with the table of its own modules", async () => {
    const project = new WebpackProject(bundler, FILES);
    project.write({
      "one.mjs": project.config(),
      "configuration.mjs": `import one from "./one.mjs";
export default [one, { ...one, name: "other", entry: { other: "./src/other.js" } }];
`,
    });
    await project.buildFrom("configuration.mjs");
    expect(await project.prints()).toBe(project.expected());
    expect(await project.prints("other.cjs")).toBe(project.expected(["elsewhere"]));
  });

  test("a CommonJS configuration can require the plugin", async () => {
    const project = new WebpackProject(bundler);
    project.write({
      "configuration.cjs": `const { default: inlineage } = require("unplugin-inlineage/${bundler}");
module.exports = {
  mode: "production", target: "node20", entry: "./src/main.js",
  output: { path: require("node:path").resolve("dist/out"), filename: "[name].cjs" },
  plugins: [inlineage()],
};
`,
    });
    await project.buildFrom("configuration.cjs");
    expect(await project.prints()).toBe(project.expected());
  });
});
