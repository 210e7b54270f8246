import { dirname } from "node:path";
import { headLogsOf, type ModuleGraph, moduleText } from "@inlineage/core";
import type { OnLoadResult, PartialMessage, PluginBuild } from "esbuild";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { stampOf } from "./marked-file.js";
import { messageOf } from "./messages.js";
import type { MissedEdits } from "./missed-edits.js";

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

/** What a build has to know of when it watches. */
export interface Watching {
  /** What changes versions and is no source file. */
  readonly files: readonly string[];
  readonly missedEdits: MissedEdits;
}

/**
 * @param graph holds the marked files under their real paths
 * @returns the module, or its errors, with all warnings there are
 */
export async function loadVersions(
  { build }: PluginContext,
  graph: ModuleGraph,
  watching?: Watching,
): Promise<OnLoadResult> {
  const warnings: PartialMessage[] = [];
  const warn = (text: string) => warnings.push({ text });
  const stamps = new Map<string, string>();
  const note = (files: readonly string[]) => {
    for (const file of files) stamps.set(file, stampOf(file));
  };
  const { files, directories } = await build.trackedPaths();
  const watchDirs = [...directories];
  note(files);
  note(watchDirs);
  if (watching) {
    const own = [...graph.ids].filter(build.isCandidateId);
    note(await headLogsOf([...own, ...files].map((file) => dirname(file))));
    note(watching.files);
  }
  let result: OnLoadResult;
  try {
    const manifest = await build.finalize(graph, { warn });
    result = { contents: moduleText(manifest), loader: "js", warnings };
  } catch (error) {
    result = { errors: [messageOf(error)], warnings };
  }
  if (!watching) return result;
  const watchFiles = [...stamps.keys()].filter((path) => !watchDirs.includes(path));
  const watched = { ...result, watchFiles, watchDirs };
  return watching.missedEdits.watch(watched, stamps);
}

/** Files of which it doesn't matter what they import. */
export function filesAlone(ids: Iterable<string>): ModuleGraph {
  return { ids, importsOf: () => [] };
}
