import type { RsbuildPlugin } from "@rsbuild/core";
import type { Options } from "./options.js";
import { inlineage } from "./plugin.js";

// Said here, as for Rspack.
const rsbuild: (options?: Options) => RsbuildPlugin = inlineage.rsbuild;

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
export default rsbuild;
