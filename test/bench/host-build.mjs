// Builds the generated project once, in a process of its own, and prints how long the bundler took (milliseconds) and
// how much memory the process had at the most (kilobytes).
// usage: node host-build.mjs HOST ENTRY with|without [FOLDER], where FOLDER is the one that Farm was installed in
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [, , host, entry, variant, folder] = process.argv;
const plugins = [];

/** @returns {Promise<() => Promise<unknown>>} the build, with everything it needs already loaded */
async function prepare() {
  if (variant === "with") {
    const { default: inlineage } = await import(`unplugin-inlineage/${host}`);
    plugins.push(inlineage());
  }
  switch (host) {
    case "vite": {
      const { build } = await import("vite");
      return () =>
        build({
          configFile: false,
          logLevel: "warn",
          plugins,
          ssr: { noExternal: true },
          build: { ssr: entry, minify: false },
        });
    }
    case "rollup": {
      const { rollup } = await import("rollup");
      const { nodeResolve } = await import("@rollup/plugin-node-resolve");
      const { default: esbuild } = await import("rollup-plugin-esbuild");
      return async () => {
        const others = [nodeResolve(), esbuild({ target: "node20" })];
        const bundle = await rollup({ input: entry, plugins: [...plugins, ...others] });
        await bundle.write({ dir: "dist" });
      };
    }
    case "rolldown": {
      const { rolldown } = await import("rolldown");
      return async () => {
        const bundle = await rolldown({ input: entry, plugins, platform: "node" });
        await bundle.write({ dir: "dist" });
      };
    }
    case "webpack": {
      const { default: webpack } = await import("webpack");
      return runOf(webpack, { loader: "esbuild-loader", options: { target: "node20" } });
    }
    case "rspack": {
      const { default: rspack } = await import("@rspack/core");
      const jsc = { parser: { syntax: "typescript" }, target: "es2022" };
      return runOf(rspack, { loader: "builtin:swc-loader", options: { jsc } });
    }
    case "rsbuild": {
      const { createRsbuild } = await import("@rsbuild/core");
      const rsbuild = await createRsbuild({
        rsbuildConfig: {
          logLevel: "warn",
          plugins,
          source: { entry: { main: `./${entry}` } },
          output: { target: "node", minify: false },
        },
      });
      return () => rsbuild.build();
    }
    case "bun":
      return () =>
        globalThis.Bun.build({ entrypoints: [entry], target: "node", outdir: "dist", plugins });
    case "esbuild": {
      const { build } = await import("esbuild");
      return () =>
        build({
          entryPoints: [entry],
          bundle: true,
          platform: "node",
          format: "esm",
          outdir: "dist",
          plugins,
        });
    }
    case "farm": {
      const main = resolve(folder, "node_modules/@farmfe/core/dist/index.js");
      const { build } = await import(pathToFileURL(main));
      return () =>
        build({
          plugins,
          compilation: {
            input: { main: `./${entry}` },
            output: { path: "dist", targetEnv: "node", format: "esm" },
            minify: false,
            sourcemap: false,
            persistentCache: false,
            progress: false,
          },
        });
    }
    default:
      throw new Error(`no such host: ${host}`);
  }
}

function runOf(bundler, loader) {
  const compiler = bundler({
    mode: "production",
    target: "node20",
    entry: `./${entry}`,
    module: { rules: [{ test: /\.ts$/, use: loader }] },
    optimization: { minimize: false },
    output: { path: resolve("dist") },
    plugins,
  });
  return () =>
    new Promise((done, fail) => {
      compiler.run((error, stats) =>
        error || stats?.hasErrors() ? fail(error ?? stats?.toString()) : done(stats),
      );
    });
}

const build = await prepare();
const start = performance.now();
await build();
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ build: milliseconds, memory: process.resourceUsage().maxRSS }));
// webpack keeps its process alive for a while after a build.
process.exit();
