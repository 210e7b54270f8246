import { farmHost } from "./hosts/farm/index.js";
import type { FarmPlugin } from "./hosts/farm/plugin.js";
import type { Options } from "./options.js";
import { contextOf, PLUGIN_NAME } from "./plugin.js";

/** Before Farm's own plugins (99 to 101) and those of users (100). */
const FIRST = 102;

/**
 * The plugin for Farm.
 *
 * @example
 * ```js
 * // farm.config.js
 * import inlineage from "unplugin-inlineage/farm";
 *
 * export default { plugins: [inlineage()] };
 * ```
 */
export default function inlineage(options?: Options): FarmPlugin {
  return { name: PLUGIN_NAME, priority: FIRST, ...farmHost(contextOf(options)) };
}
