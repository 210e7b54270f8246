import { fileOf, type ModuleGraph, PACKAGE_ID } from "@inlineage/core";
import type { DevEnvironment } from "vite";
import { isWithin } from "../../ancestors.js";
import { RESOLVED_ID } from "../rollup/index.js";

/**
 * What was loaded so far, in whatever environment.
 *
 * @param files absolute paths of files that were found and need not have been loaded
 */
export function loadedGraph(
  environments: readonly DevEnvironment[],
  files: ReadonlySet<string>,
): ModuleGraph {
  return {
    ids: new Set([...files, ...environments.flatMap(loadedIds)]),
    importsOf: (id) => environments.flatMap((environment) => importsIn(environment, id)),
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
 */
export async function loadReached(
  environments: readonly [DevEnvironment, ...DevEnvironment[]],
  ids: readonly string[],
): Promise<void> {
  const environment =
    environments.find(({ config }) => config.consumer === "server") ?? environments[0];
  const { moduleGraph, config, depsOptimizer } = environment;
  const seen = new Set<string>();

  async function load(id: string): Promise<void> {
    const isOthers = PACKAGE_ID.test(id) || depsOptimizer?.isOptimizedDepFile(fileOf(id));
    if (seen.has(id) || id === RESOLVED_ID || isOthers) return;
    seen.add(id);
    const url = moduleGraph.getModuleById(id)?.url ?? urlOf(id, config.root);
    await environment.transformRequest(url).catch(() => undefined);
    const imported = moduleGraph.getModuleById(id)?.importedModules ?? [];
    await Promise.all([...imported].map((module) => module.id && load(module.id)));
  }

  await Promise.all(ids.map(load));
}

/** As Vite would have it from a browser. */
function urlOf(id: string, root: string): string {
  return isWithin(id, root) ? id.slice(root.length) : `/@fs/${id.replace(/^\//, "")}`;
}

function loadedIds(environment: DevEnvironment): string[] {
  return [...environment.moduleGraph.idToModuleMap.keys()].map((id) => sourceOf(environment, id));
}

function importsIn(environment: DevEnvironment, id: string): string[] {
  const module = environment.moduleGraph.getModuleById(id);
  // The versions are made from what would follow here.
  if (!module || id === RESOLVED_ID) return [];
  const imported = [...module.importedModules].flatMap((module) => module.id ?? []);
  // On the server, packages are left to Node, and are no modules of Vite's.
  const { deps = [], dynamicDeps = [] } = module.transformResult ?? {};
  return [...imported.map((id) => sourceOf(environment, id)), ...deps, ...dynamicDeps];
}

/** What Vite has bundled of a package beforehand stands for that. */
function sourceOf({ depsOptimizer }: DevEnvironment, id: string): string {
  const file = fileOf(id);
  if (!depsOptimizer?.isOptimizedDepFile(file)) return id;
  return depsOptimizer.metadata.depInfoList.find((info) => info.file === file)?.src ?? id;
}
