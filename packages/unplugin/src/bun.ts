import type { BunPlugin } from "./hosts/bun/builder.js";
import type { Options } from "./options.js";
import { inlineage } from "./plugin.js";

// Said here: the inferred type needs Bun's own declarations.
const bun: (options?: Options) => BunPlugin = inlineage.bun;

/**
 * The plugin for Bun's bundler.
 *
 * @example
 * ```js
 * // build.js
 * import inlineage from "unplugin-inlineage/bun";
 *
 * await Bun.build({ entrypoints: ["src/main.ts"], outdir: "dist", plugins: [inlineage()] });
 * ```
 */
export default bun;
