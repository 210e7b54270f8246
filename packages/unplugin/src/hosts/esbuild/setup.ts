import type { PluginBuild } from "esbuild";
import type { PluginContext } from "../../context.js";

export async function setUp(build: PluginBuild, context: PluginContext): Promise<void> {
  context.start(build.initialOptions.absWorkingDir ?? process.cwd(), console.warn);
}
