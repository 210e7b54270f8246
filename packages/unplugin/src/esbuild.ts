import type { Plugin } from "esbuild";
import { esbuildHost } from "./hosts/esbuild/index.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

/**
 * The plugin for esbuild.
 *
 * @example
 * ```js
 * // build.js
 * import { build } from "esbuild";
 * import inlineage from "unplugin-inlineage/esbuild";
 *
 * await build({ entryPoints: ["src/main.ts"], bundle: true, outdir: "dist", plugins: [inlineage()] });
 * ```
 */
export default function inlineage(options?: Options): Plugin {
  return { name: PLUGIN_NAME, ...esbuildHost(contextOf(options)) };
}
