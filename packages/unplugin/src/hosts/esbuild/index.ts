import type { Plugin } from "esbuild";
import type { PluginContext } from "../../context.js";
import { isSecondInstance, SECOND_INSTANCE } from "../second-instance.js";
import { setUp } from "./setup.js";

/** esbuild's part of the plugin. It has loaders of its own, for just the files that may hold marks. */
export function esbuildHost(context: PluginContext): Pick<Plugin, "setup"> {
  const host: Pick<Plugin, "setup"> = {
    setup(build) {
      if (!isSecondInstance(build.initialOptions.plugins ?? [], "setup", host.setup)) {
        return setUp(build, context);
      }
      build.onStart(() => ({ warnings: [{ text: SECOND_INSTANCE }] }));
    },
  };
  return host;
}
