import type { RsbuildPlugin } from "@rsbuild/core";
import type { PluginContext } from "../../context.js";
import { rspackHost } from "../rspack/index.js";

/** Rsbuild's part of the plugin: each of its environments is a compiler of Rspack. */
export function rsbuildHost(context: PluginContext): Pick<RsbuildPlugin, "setup"> {
  return {
    setup(api) {
      api.modifyRspackConfig((_config, { appendPlugins }) => {
        appendPlugins({ apply: rspackHost(context) });
      });
    },
  };
}
