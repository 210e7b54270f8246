import type { BuildOptions } from "esbuild";
import { PLUGIN_NAME } from "../../plugin.js";

/**
 * Whether other plugins take part in a build: they can resolve to any path, load any file, and write files while
 * it runs. A plugin that holds this one counts as another.
 */
export function hasOtherPlugins({ plugins = [] }: BuildOptions): boolean {
  return plugins.some(({ name }) => name !== PLUGIN_NAME);
}
