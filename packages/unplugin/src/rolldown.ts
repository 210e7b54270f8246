import type { Plugin } from "rolldown";
import { rollupHost } from "./hosts/rollup/index.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

/**
 * The plugin for Rolldown.
 *
 * @example
 * ```js
 * // rolldown.config.js
 * import inlineage from "unplugin-inlineage/rolldown";
 *
 * export default { input: "src/main.js", output: { dir: "dist" }, plugins: [inlineage()] };
 * ```
 */
export default function inlineage(options?: Options): Plugin {
  return { name: PLUGIN_NAME, ...rollupHost(contextOf(options)) };
}
