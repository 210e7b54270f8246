import { inlineage } from "./plugin.js";

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
export default inlineage.webpack;
