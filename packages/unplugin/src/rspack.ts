import type { RspackPluginInstance } from "@rspack/core";
import { rspackHost } from "./hosts/rspack/index.js";
import type { Options } from "./options.js";
import { contextOf } from "./plugin.js";

/**
 * The plugin for Rspack.
 *
 * @example
 * ```js
 * // rspack.config.mjs
 * import inlineage from "unplugin-inlineage/rspack";
 *
 * export default { entry: "./src/main.js", plugins: [inlineage()] };
 * ```
 */
export default function inlineage(options?: Options): RspackPluginInstance {
  return { apply: (compiler) => rspackHost(contextOf(options))(compiler) };
}
