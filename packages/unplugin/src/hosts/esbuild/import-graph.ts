import { dirname, relative, resolve } from "node:path";
import type { ModuleGraph } from "@inlineage/core";
import type { PluginBuild } from "esbuild";
import { type GraphBuildOutcome, startGraphBuild } from "./graph-build.js";
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
  return outcome.kind === "listed" ? graphOf(outcome, directory, files) : undefined;
}

function graphOf(
  { inputs, named }: Extract<GraphBuildOutcome, { kind: "listed" }>,
  directory: string,
  files: ReadonlySet<string>,
): ModuleGraph {
  const ids = new Map(Object.keys(inputs).map((input) => [input, idOf(input, directory)]));
  const imported = new Map<string, string[]>();
  for (const [input, { imports }] of Object.entries(inputs)) {
    const id = ids.get(input) as string;
    const importer = pathOf(input, directory) ?? input.slice(input.indexOf(":") + 1);
    const names = named.get(importer) ?? new Set();
    const listed = new Set(imports.map(({ path, original }) => original ?? path));
    // What was looked for and is not listed as such was given another name, and is left outside under that.
    const isRenamed = [...names].some((name) => !listed.has(name));
    const targets = imports.flatMap(({ path }) => {
      const target = ids.get(path);
      if (target !== undefined) return target;
      if (path.includes("*")) return matchesOf(path, dirname(importer), directory, ids);
      // Left outside of the bundle, or listed although only types are imported and TypeScript drops that.
      return isRenamed || names.has(path) ? path : [];
    });
    imported.set(id, [...(imported.get(id) ?? []), ...targets]);
  }
  return {
    ids: new Set([...files, ...ids.values()]),
    importsOf: (id) => imported.get(id) ?? [],
    wasTransformed: (id) => !files.has(id),
  };
}

/** What a template in `import()` or `require()` may stand for, which esbuild lists as a glob (`./prompts/**\/*.md`). */
function matchesOf(
  glob: string,
  from: string,
  directory: string,
  ids: ReadonlyMap<string, string>,
): string[] {
  const parts = glob.split(/(\*\*\/\*|\*)/).map((part) => {
    if (part === "*") return "[^/]*";
    return part === "**/*" ? "[^]*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  const pattern = new RegExp(`^${parts.join("")}$`);
  return [...ids].flatMap(([input, id]) => {
    const path = relative(from, resolve(directory, input)).replaceAll("\\", "/");
    return pattern.test(path.startsWith("../") ? path : `./${path}`) ? id : [];
  });
}

function idOf(input: string, directory: string): string {
  const path = pathOf(input, directory);
  return path === undefined ? `\0${resolve(directory, input)}` : realFile(path);
}
