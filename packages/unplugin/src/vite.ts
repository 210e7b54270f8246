import { inlineage } from "./plugin.js";

/**
 * The plugin for Vite.
 *
 * @example
 * ```ts
 * // vite.config.ts
 * import inlineage from "unplugin-inlineage/vite";
 *
 * export default { plugins: [inlineage()] };
 * ```
 */
export default inlineage.vite;
