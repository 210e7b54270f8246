import type { ModuleGraph } from "@inlineage/core";
import type { Compilation, Compiler, Module, NormalModule } from "./compiler.js";
import { type ResourceEscape, resourcePath } from "./resource.js";

/** The modules that a bundle's entries reach. */
export interface Reached {
  modules: Iterable<Module>;
  /** By the identifier of a module, those that it imports without a connection in the bundler's own graph. */
  unconnected: ReadonlyMap<string, readonly Module[]>;
  /** Files of which the bundle itself has no module: the bundler neither watches them nor says what is wrong there. */
  dropped: Iterable<string>;
}

export interface GraphRequest {
  reached: Reached;
  escapedBy: ResourceEscape;
  wasTransformed(id: string): boolean;
}

/** The modules of one compilation as core wants to see them. */
export function graphOf<C extends Compilation>(
  { webpack }: Compiler<C>,
  { moduleGraph }: Compilation,
  { reached, escapedBy, wasTransformed }: GraphRequest,
): ModuleGraph {
  const isExternal = (module: Module) => module instanceof webpack.ExternalModule;
  const isNormal = (module: Module): module is NormalModule =>
    module instanceof webpack.NormalModule;
  const idOf = (module: Module) => {
    if (!isNormal(module)) return module.identifier();
    const path = resourcePath(module.resource, escapedBy);
    // A module that holds a file's text or address (an asset, a style sheet) is not its code. The type says so, but
    // is slow to get from Rspack and matters only for files that may hold marks.
    return wasTransformed(path) || module.type.startsWith("javascript/")
      ? path
      : `${path}?${module.type}`;
  };

  function* importedBy(module: Module): Generator<Module> {
    for (const connection of moduleGraph.getOutgoingConnections(module)) {
      if (connection.module) yield connection.module;
    }
    yield* reached.unconnected.get(module.identifier()) ?? [];
  }

  // One file can be several modules: with other queries, loaders or layers.
  const modulesById = new Map<string, Module[]>();
  for (const module of reached.modules) {
    if (isExternal(module)) continue;
    const id = idOf(module);
    const known = modulesById.get(id);
    if (known) known.push(module);
    else modulesById.set(id, [module]);
  }
  return {
    ids: [...modulesById.keys()],
    importsOf(id) {
      const imported = new Set<string>();
      for (const importer of modulesById.get(id) ?? []) {
        for (const module of importedBy(importer)) {
          const { userRequest } = module as { userRequest?: unknown };
          if (!isExternal(module)) imported.add(idOf(module));
          // What was left outside has no id, but a name that it was asked for by.
          else if (typeof userRequest === "string") imported.add(userRequest);
        }
      }
      return imported;
    },
    wasTransformed,
  };
}
