import type { RspackPluginInstance } from "@rspack/core";
import type { Options } from "./options.js";
import { inlineage } from "./plugin.js";

// Said here: the inferred type is unplugin's own, whose declarations import every bundler there is.
const rspack: (options?: Options) => RspackPluginInstance = inlineage.rspack;

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
export default rspack;
