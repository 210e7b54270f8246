import { inlineage } from "./plugin.js";

/**
 * The plugin for esbuild.
 *
 * @example
 * ```js
 * // build.js
 * import { build } from "esbuild";
 * import inlineage from "unplugin-inlineage/esbuild";
 *
 * await build({ entryPoints: ["src/main.ts"], bundle: true, outdir: "dist", plugins: [inlineage()] });
 * ```
 */
export default inlineage.esbuild;
