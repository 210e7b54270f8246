import type { WebpackPluginInstance } from "webpack";
import { webpackHost } from "./hosts/webpack/index.js";
import type { Options } from "./options.js";
import { contextOf } from "./plugin.js";

/**
 * The plugin for webpack 5.
 *
 * @example
 * ```js
 * // webpack.config.js
 * import inlineage from "unplugin-inlineage/webpack";
 *
 * export default { entry: "./src/main.js", plugins: [inlineage()] };
 * ```
 */
export default function inlineage(options?: Options): WebpackPluginInstance {
  return { apply: (compiler) => webpackHost(contextOf(options))(compiler) };
}
