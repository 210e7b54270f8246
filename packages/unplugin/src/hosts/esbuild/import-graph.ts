import { resolve } from "node:path";
import type { ModuleGraph } from "@inlineage/core";
import type { Metafile, PluginBuild } from "esbuild";
import { startGraphBuild } from "./graph-build.js";
import type { Pass } from "./pass.js";
import { pathOf } from "./reached-files.js";
import { realFile } from "./real-paths.js";

/**
 * Which module imports which. esbuild tells when a build ends, so this takes another build of the same code.
 *
 * @param files real paths of the marked files in the module graph
 * @returns `undefined` when that build fails, as the user's then does
 */
export async function importGraph(
  build: PluginBuild,
  pass: Pass,
  filters: readonly RegExp[],
  { directory, files }: { directory: string; files: ReadonlySet<string> },
): Promise<ModuleGraph | undefined> {
  const outcome = await startGraphBuild(build, pass, filters, "whole").outcome;
  return outcome.kind === "listed" ? graphOf(outcome.inputs, directory, files) : undefined;
}

function graphOf(
  inputs: Metafile["inputs"],
  directory: string,
  files: ReadonlySet<string>,
): ModuleGraph {
  const ids = new Map(Object.keys(inputs).map((input) => [input, idOf(input, directory)]));
  const imported = new Map<string, string[]>();
  for (const [input, { imports }] of Object.entries(inputs)) {
    const id = ids.get(input) as string;
    // A name, when it was left outside of the bundle.
    const targets = imports.map(({ path }) => ids.get(path) ?? path);
    imported.set(id, [...(imported.get(id) ?? []), ...targets]);
  }
  return {
    ids: new Set([...files, ...ids.values()]),
    importsOf: (id) => imported.get(id) ?? [],
    wasTransformed: (id) => !files.has(id),
  };
}

function idOf(input: string, directory: string): string {
  const path = pathOf(input, directory);
  return path === undefined ? `\0${resolve(directory, input)}` : realFile(path);
}
