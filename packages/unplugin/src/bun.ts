import type { BunPlugin } from "./hosts/bun/builder.js";
import { bunHost } from "./hosts/bun/index.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

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
export default function inlineage(options?: Options): BunPlugin {
  return { name: PLUGIN_NAME, ...bunHost(contextOf(options)) };
}
