import { inlineage } from "./plugin.js";

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
export default inlineage.rspack;
