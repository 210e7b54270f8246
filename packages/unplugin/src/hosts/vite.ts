import type { UnpluginOptions } from "unplugin";
import type { PluginContext } from "../context.js";

export function viteHost(_context: PluginContext): NonNullable<UnpluginOptions["vite"]> {
  return {};
}
