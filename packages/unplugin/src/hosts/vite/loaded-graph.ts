import { fileOf, type ModuleGraph, PACKAGE_ID } from "@inlineage/core";
import type { DevEnvironment, EnvironmentModuleNode, TransformResult } from "vite";
import { isWithin } from "../../ancestors.js";
import { RESOLVED_ID } from "../rollup/index.js";

type Reached = ReadonlyMap<EnvironmentModuleNode, TransformResult>;

/**
 * What was loaded so far, in whatever environment.
 *
 * @param files absolute paths of files that were found and need not have been loaded
 * @param reached see {@link loadReached}
 */
export function loadedGraph(
  environments: readonly DevEnvironment[],
  files: ReadonlySet<string>,
  reached: Reached = new Map(),
): ModuleGraph {
  return {
    ids: new Set([...files, ...environments.flatMap(loadedIds)]),
    importsOf(id) {
      // The versions are made from what would follow here.
      if (id === RESOLVED_ID) return [];
      const places = environments.flatMap((environment) => {
        const module = environment.moduleGraph.getModuleById(id);
        return module ? [{ environment, module }] : [];
      });
      // One that was edited, and that nobody has asked for since, still has the imports of before.
      const current = places.filter(({ module }) => reached.has(module) || !isEdited(module));
      return (current.length > 0 ? current : places).flatMap(({ environment, module }) =>
        importsIn(environment, module, reached.get(module)),
      );
    },
    wasTransformed: (id) => !files.has(id),
  };
}

/**
 * Has Vite transform all that these modules reach, and these themselves: only then their imports are known, and
 * nothing may have asked for them yet. What fails here fails again where it is asked for, and is told there.
 *
 * On a server, if there is one: for a browser, Vite would go and bundle the packages that only servers need.
 *
 * @param environments the one to prefer first
 * @returns what was made of those that had been edited: Vite must not take them for transformed again, as
 * `ssrLoadModule` runs anew only what is not (`fetchModule` in its sources)
 */
export async function loadReached(
  environments: readonly [DevEnvironment, ...DevEnvironment[]],
  ids: readonly string[],
): Promise<Reached> {
  const environment =
    environments.find(({ config }) => config.consumer === "server") ?? environments[0];
  const { moduleGraph, config, depsOptimizer } = environment;
  const seen = new Set<string>();
  const results = new Map<EnvironmentModuleNode, TransformResult>();

  async function load(id: string): Promise<void> {
    const isOthers = PACKAGE_ID.test(id) || depsOptimizer?.isOptimizedDepFile(fileOf(id));
    if (seen.has(id) || id === RESOLVED_ID || isOthers) return;
    seen.add(id);
    const known = moduleGraph.getModuleById(id);
    const wasEdited = known !== undefined && isEdited(known);
    const url = known?.url ?? urlOf(id, config.root);
    const result = await environment.transformRequest(url).catch(() => undefined);
    if (wasEdited && result) {
      results.set(known, result);
      moduleGraph.updateModuleTransformResult(known, null);
    }
    const imported = moduleGraph.getModuleById(id)?.importedModules ?? [];
    await Promise.all([...imported].map((module) => module.id && load(module.id)));
  }

  await Promise.all(ids.map(load));
  return results;
}

/** Whether a module, or what it imports, was edited since it was transformed. */
function isEdited(module: EnvironmentModuleNode): boolean {
  const { transformResult, lastHMRTimestamp, lastInvalidationTimestamp } = module;
  return transformResult === null && Math.max(lastHMRTimestamp, lastInvalidationTimestamp) > 0;
}

/** As Vite would have it from a browser. */
function urlOf(id: string, root: string): string {
  return isWithin(id, root) ? id.slice(root.length) : `/@fs/${id.replace(/^\//, "")}`;
}

function loadedIds(environment: DevEnvironment): string[] {
  return [...environment.moduleGraph.idToModuleMap.keys()].map((id) => sourceOf(environment, id));
}

function importsIn(
  environment: DevEnvironment,
  module: EnvironmentModuleNode,
  result = module.transformResult,
): string[] {
  if (result && importsNothing(result)) return [];
  const imported = [...module.importedModules].flatMap((module) => module.id ?? []);
  // On the server, packages are left to Node, and are no modules of Vite's.
  const { deps = [], dynamicDeps = [] } = result ?? {};
  return [...imported.map((id) => sourceOf(environment, id)), ...deps, ...dynamicDeps];
}

/** Up to Vite 7, a module that imports nothing keeps the imports that it had before it was edited. */
function importsNothing({ code, deps, dynamicDeps = [] }: TransformResult): boolean {
  // It says what is imported for servers alone.
  return deps ? deps.length + dynamicDeps.length === 0 : !code.includes("import");
}

/** What Vite has bundled of a package beforehand stands for that. */
function sourceOf({ depsOptimizer }: DevEnvironment, id: string): string {
  const file = fileOf(id);
  if (!depsOptimizer?.isOptimizedDepFile(file)) return id;
  return depsOptimizer.metadata.depInfoList.find((info) => info.file === file)?.src ?? id;
}
