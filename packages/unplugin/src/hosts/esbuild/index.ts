import type { UnpluginOptions } from "unplugin";
import type { PluginContext } from "../../context.js";
import { setUp } from "./setup.js";

/** A path is never empty of characters: esbuild never calls unplugin's own loader, which would claim every file. */
const NO_FILE = /[^\s\S]/;

/** esbuild's part of the plugin. It has loaders of its own, for just the files that may hold marks. */
export function esbuildHost(context: PluginContext): NonNullable<UnpluginOptions["esbuild"]> {
  return { onLoadFilter: NO_FILE, setup: (build) => setUp(build, context) };
}
