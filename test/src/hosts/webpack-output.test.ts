import { beforeAll, describe, expect, test } from "vitest";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const ESM = `
  experiments: { outputModule: true },
  output: {
    filename: "[name].mjs", chunkFilename: "lazy-[name].mjs", module: true, library: { type: "module" },
  },`;

const OUTPUTS: Record<string, { settings: string; file?: string }> = {
  "minified, with its modules joined": { settings: "" },
  "for development, with modules in eval": { settings: 'mode: "development", devtool: "eval",' },
  "for development, with source maps in eval": {
    settings: 'mode: "development", devtool: "eval-source-map",',
  },
  "as an ES module": { settings: ESM, file: "main.mjs" },
  "as ES modules, for development": {
    settings: `mode: "development", ${ESM}`,
    file: "main.mjs",
  },
};

describe.each(BUNDLERS)("%s", (bundler) => {
  describe("builds", () => {
    const project = new WebpackProject(bundler);
    beforeAll(() => project.buildEach(Object.values(OUTPUTS).map(({ settings }) => settings)));

    test.each(
      Object.entries(OUTPUTS).map(([name, { file }], index) => ({
        name,
        file,
        folder: `dist/${index}`,
      })),
    )("$name", async ({ file, folder }) => {
      expect(await project.prints(file, folder)).toBe(project.expected());
      const code = Object.entries(project.files(folder)).filter(([name]) => /\.[cm]js$/.test(name));
      expect(code.join()).not.toContain("@tracked");
    });
  });

  test("several entries of one build share one table", async () => {
    const project = new WebpackProject(bundler, {
      "src/second.js":
        'import versions from "virtual:versions";\nimport "./elsewhere.js";\nconsole.log(JSON.stringify(versions));\n',
    });
    await project.build('entry: { main: "./src/main.js", second: "./src/second.js" },');
    const expected = project.expected(["Model", "elsewhere", "endpoint", "explain"]);
    expect(await project.prints()).toBe(expected);
    expect(await project.prints("second.cjs")).toBe(expected);
  });

  test("a worker's modules count, and the worker has the same table", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": `import { Worker } from "worker_threads";
import versions from "virtual:versions";
import "./serving.js";
console.log(JSON.stringify(versions));
new Worker(new URL("./worker.js", import.meta.url));
`,
      "src/worker.js": `import versions from "virtual:versions";
import { elsewhere } from "./elsewhere.js";
console.log(JSON.stringify(versions), elsewhere());
`,
    });
    await project.build();
    const expected = project.expected(["Model", "elsewhere", "endpoint"]);
    expect(await project.prints()).toBe(`${expected}\n${expected} not imported`);
  });

  test("one instance serves several configurations, each with the table of its own modules", async () => {
    const project = new WebpackProject(bundler, {
      "src/other.js":
        'import versions from "virtual:versions";\nimport "./elsewhere.js";\nconsole.log(JSON.stringify(versions));\n',
    });
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

  test("a CommonJS module gets the default and the named export", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.cjs": `const { default: versions, manifest } = require("virtual:versions");
require("./model.js");
console.log(JSON.stringify(versions), manifest.Model.file, manifest.Model.kind);
`,
    });
    await project.build('entry: { main: "./src/main.cjs" },');
    expect(await project.prints()).toBe(`${project.expected(["Model"])} src/model.js class`);
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

  test("a bundle that doesn't import the versions is built like any other", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": 'import { serve } from "./serving.js";\nconsole.log(serve(2));\n',
    });
    await project.build();
    expect(await project.prints()).toBe("10");
  });
});
