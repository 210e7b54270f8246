import type { Plugin } from "esbuild";
import type { PluginContext } from "../../context.js";
import { setUp } from "./setup.js";

/** esbuild's part of the plugin. It has loaders of its own, for just the files that may hold marks. */
export function esbuildHost(context: PluginContext): Pick<Plugin, "setup"> {
  return { setup: (build) => setUp(build, context) };
}
