import type { UnpluginOptions } from "unplugin";
import type { PluginContext } from "../context.js";

export function rollupHost(_context: PluginContext): NonNullable<UnpluginOptions["rollup"]> {
  return {};
}
