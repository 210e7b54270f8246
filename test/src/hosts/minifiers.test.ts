import { expect, test } from "vitest";
import { SmallProject } from "./small-project.js";

interface Minifier {
  bundler: string;
  minifier: string;
  /** A script that builds `dist/main.js`, or `.cjs`. */
  script: string;
}

const vite = (minifier: string): Minifier => ({
  bundler: "vite",
  minifier,
  script: `import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
await build({
  configFile: false, logLevel: "error", plugins: [inlineage()],
  build: { minify: "${minifier}", rollupOptions: { input: "src/main.js", output: { entryFileNames: "main.js" } } },
});
`,
});

const MINIFIERS: readonly Minifier[] = [
  vite("oxc"),
  vite("terser"),
  vite("esbuild"),
  {
    bundler: "rollup",
    minifier: "terser",
    script: rollup('import terser from "@rollup/plugin-terser";', "terser()"),
  },
  {
    bundler: "rollup",
    minifier: "esbuild",
    script: rollup('import { minify } from "rollup-plugin-esbuild";', "minify()"),
  },
  {
    bundler: "rolldown",
    minifier: "oxc",
    script: `import { build } from "rolldown";
import inlineage from "unplugin-inlineage/rolldown";
await build({ input: "src/main.js", plugins: [inlineage()], output: { dir: "dist", minify: true } });
`,
  },
  { bundler: "webpack", minifier: "terser", script: webpack("webpack", "") },
  {
    bundler: "webpack",
    minifier: "esbuild",
    script: webpack(
      "webpack",
      'const { EsbuildPlugin } = await import("esbuild-loader"); options.optimization.minimizer = [new EsbuildPlugin()];',
    ),
  },
  { bundler: "rspack", minifier: "swc", script: webpack("@rspack/core", "") },
];

function rollup(imports: string, plugin: string): string {
  return `import { rollup } from "rollup";
import inlineage from "unplugin-inlineage/rollup";
${imports}
const bundle = await rollup({ input: "src/main.js", external: "@inlineage/runtime", plugins: [inlineage(), ${plugin}] });
await bundle.write({ dir: "dist" });
`;
}

function webpack(core: "webpack" | "@rspack/core", change: string): string {
  return `import { resolve } from "node:path";
import bundler from "${core}";
import inlineage from "unplugin-inlineage/${core === "webpack" ? core : "rspack"}";
const options = {
  mode: "production", target: "node20", entry: "./src/main.js", optimization: {}, plugins: [inlineage()],
  experiments: { outputModule: true },
  output: { path: resolve("dist"), filename: "main.js", module: true, library: { type: "module" } },
};
${change}
await new Promise((done, fail) => bundler(options).run((error, stats) =>
  error || stats.hasErrors() ? fail(error ?? stats.toString()) : done()));
process.exit();
`;
}

test.each(MINIFIERS)(
  "$bundler, minified by $minifier, prints git's answers",
  async ({ script }) => {
    const project = new SmallProject();
    await project.output(script);
    expect(await project.built("dist/main.js")).toBe(project.expected());
    // Minified at all: what separates a table's entries is only in the text as it was made.
    const files = Object.entries(project.files("dist")).filter(([name]) => name.endsWith(".js"));
    expect(files.join()).not.toMatch(/"?Model"?: "/);
  },
);
