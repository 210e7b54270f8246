import type { BuildOptions } from "esbuild";

/** This plugin's name, as esbuild shows it with errors and warnings. */
export const PLUGIN_NAME = "unplugin-inlineage";

/**
 * Whether other plugins take part in a build: they can resolve to any path, load any file, and write files while
 * it runs. A plugin that holds this one counts as another.
 */
export function hasOtherPlugins({ plugins = [] }: BuildOptions): boolean {
  return plugins.some(({ name }) => name !== PLUGIN_NAME);
}
