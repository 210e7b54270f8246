import { type ModuleGraph, moduleText } from "@inlineage/core";
import type { OnLoadResult, PartialMessage, PluginBuild } from "esbuild";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { messageOf } from "./messages.js";

const NAMESPACE = "inlineage";

/** Serves `virtual:versions`, which nothing else is asked about. */
export function serveVersions(
  build: PluginBuild,
  load: () => OnLoadResult | Promise<OnLoadResult>,
): void {
  const filter = new RegExp(`^${VIRTUAL_ID}$`);
  build.onResolve({ filter }, ({ path }) => ({ path, namespace: NAMESPACE, sideEffects: false }));
  build.onLoad({ filter, namespace: NAMESPACE }, load);
}

/** The module for a build of which only the list of files matters: the same exports, without values. */
export const EMPTY_VERSIONS: OnLoadResult = { contents: moduleText(new Map()), loader: "js" };

/** The module for a build that fails. Should it be written nevertheless, it can't be taken for an answer. */
export const NO_VERSIONS: OnLoadResult = {
  contents: `${EMPTY_VERSIONS.contents}throw new Error("the versions of this build could not be determined");\n`,
  loader: "js",
};

/**
 * @param graph holds the marked files under their real paths
 * @param watchFiles what changes versions and is no source file
 * @returns the module, or its errors, with all warnings there are
 */
export async function loadVersions(
  { build }: PluginContext,
  graph: ModuleGraph,
  watchFiles: string[],
): Promise<OnLoadResult> {
  const warnings: PartialMessage[] = [];
  const warn = (text: string) => warnings.push({ text });
  try {
    const { files, folders } = await build.trackedPaths();
    const manifest = await build.finalize(graph, { warn });
    return {
      contents: moduleText(manifest),
      loader: "js",
      warnings,
      watchFiles: [...watchFiles, ...files],
      watchDirs: [...folders],
    };
  } catch (error) {
    return { errors: [messageOf(error)], warnings, watchFiles };
  }
}

/** Files of which it doesn't matter what they import. */
export function filesAlone(ids: Iterable<string>): ModuleGraph {
  return { ids, importsOf: () => [] };
}
