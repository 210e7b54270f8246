import { inlineage } from "./plugin.js";

/**
 * The plugin for Rollup.
 *
 * @example
 * ```js
 * // rollup.config.js
 * import inlineage from "unplugin-inlineage/rollup";
 *
 * export default { input: "src/main.js", output: { dir: "dist" }, plugins: [inlineage()] };
 * ```
 */
export default inlineage.rollup;
