// Builds the generated project once, in a process of its own, and prints how long the bundler took (milliseconds) and
// how much memory the process had at the most (kilobytes).
// usage: node host-build.mjs HOST ENTRY with|without
import { resolve } from "node:path";

const [, , host, entry, variant] = process.argv;

/** @returns {Promise<() => Promise<unknown>>} the build, with everything it needs already loaded */
async function prepare() {
  const plugins = [];
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
      return async () => {
        const bundle = await rollup({ input: entry, plugins: [...plugins, nodeResolve()] });
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
    case "webpack":
    case "rspack": {
      const { default: bundler } =
        host === "webpack" ? await import("webpack") : await import("@rspack/core");
      const compiler = bundler({
        mode: "production",
        target: "node20",
        entry: `./${entry}`,
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
    default:
      throw new Error(`no such host: ${host}`);
  }
}

const build = await prepare();
const start = performance.now();
await build();
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ build: milliseconds, memory: process.resourceUsage().maxRSS }));
// webpack keeps its process alive for a while after a build.
process.exit();
