// Builds every application of the matrix with one bundler, one after the other in this process.
// usage: node build-apps.mjs HOST FOLDER APPS, where APPS is JSON: [{ name, entries, format, plugin, output }]
import { join, resolve } from "node:path";

const [, , host, folder, apps] = process.argv;

const { default: inlineage } = await import(`unplugin-inlineage/${host}`);
const build = await builderOf(host);
for (const { name, entries, format, plugin, output } of JSON.parse(apps)) {
  process.chdir(join(folder, name));
  await build({
    entries,
    format,
    extension: format === "cjs" ? "cjs" : "mjs",
    output,
    plugins: [inlineage(plugin)],
  });
}
// webpack keeps its process alive for a while after a build.
process.exit();

/** @returns the function that builds the application in the working directory, its bundler loaded */
async function builderOf(host) {
  switch (host) {
    case "vite": {
      const { build } = await import("vite");
      return ({ entries, format, extension, output, plugins }) =>
        build({
          configFile: false,
          logLevel: "warn",
          plugins,
          ssr: { noExternal: true },
          build: {
            ssr: true,
            target: "node20",
            outDir: output,
            // Vite 6 and 7 know no other name of it.
            rollupOptions: {
              input: entries,
              output: {
                format,
                entryFileNames: `[name].${extension}`,
                chunkFileNames: `[name]-[hash].${extension}`,
              },
            },
          },
        });
    }
    case "rollup": {
      const { rollup } = await import("rollup");
      const { nodeResolve } = await import("@rollup/plugin-node-resolve");
      const { default: esbuild } = await import("rollup-plugin-esbuild");
      return async ({ entries, format, extension, output, plugins }) => {
        const resolving = nodeResolve({ extensions: [".js", ".ts", ".tsx"] });
        const bundle = await rollup({
          input: entries,
          external: /^node:/,
          plugins: [...plugins, resolving, esbuild({ target: "node20" })],
        });
        await bundle.write({
          dir: output,
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        });
      };
    }
    case "rolldown": {
      const { build } = await import("rolldown");
      return ({ entries, format, extension, output, plugins }) =>
        build({
          input: entries,
          platform: "node",
          plugins,
          output: {
            dir: output,
            format,
            entryFileNames: `[name].${extension}`,
            chunkFileNames: `[name]-[hash].${extension}`,
          },
        });
    }
    case "webpack": {
      const { default: webpack } = await import("webpack");
      const loader = { loader: "esbuild-loader", options: { target: "node20" } };
      return (app) => run(webpack, webpackConfig(app, loader));
    }
    case "rspack": {
      const { default: rspack } = await import("@rspack/core");
      const parser = { syntax: "typescript", tsx: true, decorators: true };
      const loader = {
        loader: "builtin:swc-loader",
        options: { jsc: { parser, target: "es2022" } },
      };
      return (app) => run(rspack, webpackConfig(app, loader));
    }
    case "rsbuild": {
      const { createRsbuild } = await import("@rsbuild/core");
      return async ({ entries, format, extension, output, plugins }) => {
        const rsbuild = await createRsbuild({
          cwd: process.cwd(),
          rsbuildConfig: {
            logLevel: "warn",
            plugins,
            source: { entry: entries },
            output: {
              target: "node",
              module: format === "esm",
              distPath: { root: output, js: "" },
              filename: { js: `[name].${extension}` },
            },
          },
        });
        const { close } = await rsbuild.build();
        await close();
      };
    }
    case "esbuild": {
      const { build } = await import("esbuild");
      return ({ entries, format, extension, output, plugins }) =>
        build({
          // esbuild keeps to the working directory it was started in.
          absWorkingDir: process.cwd(),
          entryPoints: entries,
          bundle: true,
          platform: "node",
          target: "node20",
          format,
          splitting: format === "esm",
          outdir: output,
          outExtension: { ".js": `.${extension}` },
          plugins,
        });
    }
    case "bun":
      return ({ entries, format, extension, output, plugins }) =>
        globalThis.Bun.build({
          entrypoints: Object.values(entries),
          target: "node",
          format,
          splitting: format === "esm",
          outdir: output,
          naming: { entry: `[name].${extension}`, chunk: `[name]-[hash].${extension}` },
          plugins,
        });
    case "farm": {
      const { build } = await import("@farmfe/core");
      const { transform } = await import("esbuild");
      // Farm leaves JSX to plugins.
      const jsx = {
        name: "jsx",
        transform: {
          filters: { resolvedPaths: ["\\.tsx$"], moduleTypes: [] },
          async executor({ content }) {
            const { code } = await transform(content, { loader: "tsx" });
            return { content: code, moduleType: "js" };
          },
        },
      };
      return ({ entries, format, extension, output, plugins }) =>
        build({
          root: process.cwd(),
          plugins: [...plugins, jsx],
          compilation: {
            input: entries,
            progress: false,
            output: {
              path: output,
              targetEnv: "node",
              format,
              filename: `[resourceName]-[hash].${extension}`,
              entryFilename: `[entryName].${extension}`,
            },
          },
        });
    }
    default:
      throw new Error(`no such host: ${host}`);
  }
}

function webpackConfig({ entries, format, extension, output, plugins }, loader) {
  const esm = format === "esm";
  return {
    mode: "production",
    target: "node20",
    entry: entries,
    experiments: { outputModule: esm },
    resolve: { extensions: [".js", ".ts", ".tsx"] },
    module: { rules: [{ test: /\.tsx?$/, type: "javascript/auto", use: loader }] },
    output: {
      path: resolve(output),
      filename: `[name].${extension}`,
      chunkFilename: `[name]-[contenthash].${extension}`,
      module: esm,
      library: { type: esm ? "module" : "commonjs2" },
    },
    plugins,
  };
}

function run(bundler, config) {
  return new Promise((done, fail) => {
    bundler(config).run((error, stats) =>
      error || stats?.hasErrors() ? fail(error ?? new Error(stats.toString())) : done(),
    );
  });
}
