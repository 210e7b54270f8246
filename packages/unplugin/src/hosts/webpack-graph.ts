import type { ModuleGraph } from "@inlineage/core";
import type { Compilation, Compiler, Dependency, Module } from "webpack";
import { resourcePath } from "./webpack-resource.js";

/**
 * The modules of one compilation that its entries reach. `compilation.modules` holds more: modules that were only
 * prefetched, or run at build time by a loader (`this.importModule`).
 */
export function reachedModules(
  compiler: Compiler,
  compilation: Compilation,
  wasTransformed: (id: string) => boolean,
): ModuleGraph {
  const { ExternalModule, NormalModule } = compiler.webpack;
  const { moduleGraph } = compilation;

  const idOf = (module: Module) =>
    module instanceof NormalModule ? resourceId(module) : module.identifier();

  const imports = new Map<string, Set<string>>();
  const reached = new Set<Module>();
  const reach = (module: Module | null) => {
    if (module && !(module instanceof ExternalModule)) reached.add(module);
  };
  for (const dependency of entryDependencies(compilation)) {
    reach(moduleGraph.getModule(dependency));
  }
  // A set is iterated in the order of insertion, to what was added meanwhile as well.
  for (const module of reached) {
    const id = idOf(module);
    const imported = imports.get(id) ?? new Set();
    imports.set(id, imported);
    for (const connection of moduleGraph.getOutgoingConnections(module)) {
      reach(connection.module);
      if (reached.has(connection.module)) imported.add(idOf(connection.module));
    }
  }
  return { ids: imports.keys(), importsOf: (id) => imports.get(id) ?? [], wasTransformed };
}

function* entryDependencies({ entries, globalEntry }: Compilation): Generator<Dependency> {
  for (const { dependencies, includeDependencies } of [globalEntry, ...entries.values()]) {
    yield* dependencies;
    yield* includeDependencies;
  }
}

/** A module that holds a file's text or address (an asset, a style sheet) is not its code: the type says so. */
function resourceId({ resource, type }: { resource: string; type: string }): string {
  const path = resourcePath(resource);
  return type.startsWith("javascript/") ? path : `${path}?${type}`;
}
