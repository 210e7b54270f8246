import { inlineage } from "./plugin.js";

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
export default inlineage.rolldown;
