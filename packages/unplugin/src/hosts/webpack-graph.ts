import type { ModuleGraph } from "@inlineage/core";
import type { Compilation, Compiler, Module, NormalModule } from "./webpack-compiler.js";
import { resourcePath } from "./webpack-resource.js";

/** The modules of one compilation as core wants to see them. */
export function graphOf<C extends Compilation>(
  { webpack }: Compiler<C>,
  { moduleGraph }: Compilation,
  modules: Iterable<Module>,
  wasTransformed: (id: string) => boolean,
): ModuleGraph {
  const isExternal = (module: Module) => module instanceof webpack.ExternalModule;
  const isNormal = (module: Module): module is NormalModule =>
    module instanceof webpack.NormalModule;
  const idOf = (module: Module) => (isNormal(module) ? resourceId(module) : module.identifier());

  // One file can be several modules: with other queries, loaders or layers.
  const modulesById = new Map<string, Module[]>();
  for (const module of modules) {
    if (isExternal(module)) continue;
    const id = idOf(module);
    modulesById.set(id, [...(modulesById.get(id) ?? []), module]);
  }
  return {
    ids: [...modulesById.keys()],
    importsOf(id) {
      const imported = new Set<string>();
      for (const module of modulesById.get(id) ?? []) {
        for (const connection of moduleGraph.getOutgoingConnections(module)) {
          if (connection.module && !isExternal(connection.module)) {
            imported.add(idOf(connection.module));
          }
        }
      }
      return imported;
    },
    wasTransformed,
  };
}

/** A module that holds a file's text or address (an asset, a style sheet) is not its code: the type says so. */
function resourceId({ resource, type }: NormalModule): string {
  const path = resourcePath(resource);
  return type.startsWith("javascript/") ? path : `${path}?${type}`;
}
