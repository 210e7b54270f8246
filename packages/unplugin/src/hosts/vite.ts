import type { UnpluginOptions } from "unplugin";
import type { PluginContext } from "../context.js";
import { rollupHost } from "./rollup.js";

type VitePlugin = NonNullable<UnpluginOptions["vite"]>;

export function viteHost(context: PluginContext): VitePlugin {
  const { buildStart: _, ...hooks } = rollupHost(context);
  return {
    ...hooks,
    configResolved({ root, logger }) {
      context.start(root, (message) => logger.warn(`[unplugin-inlineage] ${message}`));
    },
  };
}
