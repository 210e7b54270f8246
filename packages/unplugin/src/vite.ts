import type { Plugin } from "vite";
import { viteHost } from "./hosts/vite/index.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

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
export default function inlineage(options?: Options): Plugin {
  const hooks = viteHost(contextOf(options), () => inlineage(options));
  return { name: PLUGIN_NAME, enforce: "pre", ...hooks };
}
