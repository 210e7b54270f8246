import type { RsbuildPlugin } from "@rsbuild/core";
import { rsbuildHost } from "./hosts/rsbuild/index.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

/**
 * The plugin for Rsbuild, and for what is made of it.
 *
 * @example
 * ```js
 * // rsbuild.config.mjs
 * import inlineage from "unplugin-inlineage/rsbuild";
 *
 * export default { plugins: [inlineage()] };
 * ```
 */
export default function inlineage(options?: Options): RsbuildPlugin {
  return { name: PLUGIN_NAME, ...rsbuildHost(contextOf(options)) };
}
