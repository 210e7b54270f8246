export const HOSTS = [
  "vite",
  "rollup",
  "rolldown",
  "webpack",
  "rspack",
  "rsbuild",
  "esbuild",
  "bun",
] as const;
export type Host = (typeof HOSTS)[number];

/** Whether a plugin can follow imports there: Bun tells no plugin which module imports which. */
export function tellsImports(host: string): boolean {
  return host !== "bun";
}

export type ModuleFormat = "esm" | "cjs";

export interface HostConfig {
  /** Entry name to file, relative to the project. */
  entries: Record<string, string>;
  format: ModuleFormat;
  minify: boolean;
  sourcemap: boolean;
  /** Whether what is imported lazily gets files of its own. */
  splitting: boolean;
  /** The argument of `inlineage(...)` as source text, or `false` for a build without the plugin. */
  plugin: string | false;
  /** The language of the configuration file itself. */
  configFormat: ModuleFormat;
}

/** The configuration file a user of this host would write, and the command that runs it. */
export interface HostFile {
  name: string;
  text: string;
  /** A program of `node_modules/.bin`, or `node`, with its arguments. */
  command: readonly [program: string, ...args: string[]];
}

export const OUTPUT_FOLDER = "dist";

interface Import {
  name: string;
  exported: string;
  from: string;
}

export function hostFile(host: Host, config: HostConfig): HostFile {
  const plugin: Import = {
    name: "inlineage",
    exported: "default",
    from: `unplugin-inlineage/${host}`,
  };
  const imports = config.plugin === false ? [] : [plugin];
  const extension = extensionOf(config.configFormat);
  switch (host) {
    case "vite": {
      const name = `vite.config.${extension}`;
      const text = configFile(config, imports, viteConfig(config));
      return { name, text, command: ["vite", "build"] };
    }
    case "rollup": {
      const name = `rollup.config.${extension}`;
      const nodeResolve = named("nodeResolve", "@rollup/plugin-node-resolve");
      const terser = { name: "terser", exported: "default", from: "@rollup/plugin-terser" };
      const all = [...imports, nodeResolve, ...(config.minify ? [terser] : [])];
      const text = configFile(config, all, rollupConfig(config));
      return { name, text, command: ["rollup", "--config", name] };
    }
    case "rolldown": {
      const name = `rolldown.config.${extension}`;
      const text = configFile(config, imports, rolldownConfig(config));
      return { name, text, command: ["rolldown", "--config", name] };
    }
    case "webpack":
    case "rspack": {
      const name = `${host}.config.${extension}`;
      const all = [...imports, named("resolve", "node:path")];
      const text = configFile(config, all, webpackConfig(config));
      return { name, text, command: [host, "build", "--config", name] };
    }
    case "rsbuild": {
      const name = `rsbuild.config.${extension}`;
      const text = configFile(config, imports, rsbuildConfig(config));
      return { name, text, command: ["rsbuild", "build", "--config", name] };
    }
    case "esbuild": {
      const name = `build.${extension}`;
      const lines = importLines(config.configFormat, [...imports, named("build", "esbuild")]);
      // The way out of esbuild's own examples: it has printed its errors by then.
      const text = `${lines}build(${esbuildConfig(config)}).catch(() => process.exit(1));\n`;
      return { name, text, command: ["node", name] };
    }
    case "bun": {
      const name = `build.${extension}`;
      const text = `${importLines(config.configFormat, imports)}Bun.build(${bunConfig(config)});\n`;
      return { name, text, command: ["bun", name] };
    }
  }
}

function viteConfig(config: HostConfig): string {
  const fileNames = JSON.stringify(`[name]-[hash].${extensionOf(config.format)}`);
  return `{
  plugins: [${pluginCall(config)}],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: "es2022",
    outDir: "${OUTPUT_FOLDER}",
    minify: ${config.minify},
    sourcemap: ${config.sourcemap},
    rolldownOptions: {
      input: ${JSON.stringify(config.entries)},
      output: {
        format: "${config.format}",
        entryFileNames: ${fileNames},
        chunkFileNames: ${fileNames},
        codeSplitting: ${config.splitting},
      },
    },
  },
}`;
}

function rollupConfig(config: HostConfig): string {
  const fileNames = JSON.stringify(`[name]-[hash].${extensionOf(config.format)}`);
  const plugins = [pluginCall(config), "nodeResolve()", config.minify ? "terser()" : ""];
  return `{
  input: ${JSON.stringify(config.entries)},
  external: /^node:/,
  plugins: [${plugins.filter((call) => call !== "").join(", ")}],
  output: {
    dir: "${OUTPUT_FOLDER}",
    format: "${config.format}",
    sourcemap: ${config.sourcemap},
    entryFileNames: ${fileNames},
    chunkFileNames: ${fileNames},
    inlineDynamicImports: ${!config.splitting},
  },
}`;
}

function rolldownConfig(config: HostConfig): string {
  const fileNames = JSON.stringify(`[name]-[hash].${extensionOf(config.format)}`);
  return `{
  input: ${JSON.stringify(config.entries)},
  platform: "node",
  plugins: [${pluginCall(config)}],
  output: {
    dir: "${OUTPUT_FOLDER}",
    format: "${config.format}",
    minify: ${config.minify},
    sourcemap: ${config.sourcemap},
    entryFileNames: ${fileNames},
    chunkFileNames: ${fileNames},
    codeSplitting: ${config.splitting},
  },
}`;
}

function webpackConfig(config: HostConfig): string {
  const fileNames = JSON.stringify(`[name]-[contenthash].${extensionOf(config.format)}`);
  const esm = config.format === "esm";
  const entries = Object.entries(config.entries).map(([name, file]) => [name, `./${file}`]);
  return `{
  mode: "production",
  target: "node20",
  entry: ${JSON.stringify(Object.fromEntries(entries))},
  devtool: ${config.sourcemap ? '"source-map"' : false},
  experiments: { outputModule: ${esm} },
  module: { parser: { javascript: { dynamicImportMode: "${config.splitting ? "lazy" : "eager"}" } } },
  optimization: { minimize: ${config.minify} },
  output: {
    path: resolve("${OUTPUT_FOLDER}"),
    filename: ${fileNames},
    chunkFilename: ${fileNames},
    module: ${esm},
    library: { type: "${esm ? "module" : "commonjs2"}" },
  },
  plugins: [${pluginCall(config)}],
}`;
}

function rsbuildConfig(config: HostConfig): string {
  const fileNames = JSON.stringify(`[name]-[contenthash].${extensionOf(config.format)}`);
  const entries = Object.entries(config.entries).map(([name, file]) => [name, `./${file}`]);
  return `{
  mode: "production",
  source: { entry: ${JSON.stringify(Object.fromEntries(entries))} },
  output: {
    target: "node",
    module: ${config.format === "esm"},
    distPath: { root: "${OUTPUT_FOLDER}", js: "" },
    filename: { js: ${fileNames} },
    minify: ${config.minify},
    sourceMap: { js: ${config.sourcemap ? '"source-map"' : false} },
  },
  tools: {
    rspack: { module: { parser: { javascript: { dynamicImportMode: "${config.splitting ? "lazy" : "eager"}" } } } },
  },
  plugins: [${pluginCall(config)}],
}`;
}

function bunConfig(config: HostConfig): string {
  const extension = extensionOf(config.format);
  return `{
  entrypoints: ${JSON.stringify(Object.values(config.entries).map((file) => `./${file}`))},
  target: "node",
  format: "${config.format}",
  minify: ${config.minify},
  sourcemap: "${config.sourcemap ? "linked" : "none"}",
  splitting: ${config.splitting && config.format === "esm"},
  outdir: "${OUTPUT_FOLDER}",
  naming: { entry: "[name]-[hash].${extension}", chunk: "[name]-[hash].${extension}" },
  plugins: [${pluginCall(config)}],
}`;
}

function esbuildConfig(config: HostConfig): string {
  return `{
  entryPoints: ${JSON.stringify(config.entries)},
  bundle: true,
  platform: "node",
  target: "es2022",
  format: "${config.format}",
  minify: ${config.minify},
  sourcemap: ${config.sourcemap},
  splitting: ${config.splitting && config.format === "esm"},
  outdir: "${OUTPUT_FOLDER}",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  outExtension: { ".js": ".${extensionOf(config.format)}" },
  plugins: [${pluginCall(config)}],
}`;
}

function configFile({ configFormat }: HostConfig, imports: readonly Import[], value: string) {
  const keyword = configFormat === "esm" ? "export default" : "module.exports =";
  return `${importLines(configFormat, imports)}${keyword} ${value};\n`;
}

function importLines(format: ModuleFormat, imports: readonly Import[]): string {
  return imports
    .map(({ name, exported, from }) =>
      format === "esm"
        ? `import { ${exported} as ${name} } from "${from}";\n`
        : `const { ${exported}: ${name} } = require("${from}");\n`,
    )
    .join("");
}

function named(name: string, from: string): Import {
  return { name, exported: name, from };
}

function pluginCall({ plugin }: HostConfig): string {
  return plugin === false ? "" : `inlineage(${plugin})`;
}

function extensionOf(format: ModuleFormat): string {
  return format === "esm" ? "mjs" : "cjs";
}
