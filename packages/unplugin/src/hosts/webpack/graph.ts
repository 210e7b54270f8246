import type { ModuleGraph } from "@inlineage/core";
import type { Compilation, Compiler, Module, NormalModule } from "./compiler.js";
import { type ResourceEscape, resourcePath } from "./resource.js";

export interface GraphRequest {
  modules: Iterable<Module>;
  escapedBy: ResourceEscape;
  wasTransformed(id: string): boolean;
}

/** The modules of one compilation as core wants to see them. */
export function graphOf<C extends Compilation>(
  { webpack }: Compiler<C>,
  { moduleGraph }: Compilation,
  { modules, escapedBy, wasTransformed }: GraphRequest,
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
          if (!connection.module) continue;
          const { userRequest } = connection.module as { userRequest?: unknown };
          if (!isExternal(connection.module)) imported.add(idOf(connection.module));
          // What was left outside has no id, but a name that it was asked for by.
          else if (typeof userRequest === "string") imported.add(userRequest);
        }
      }
      return imported;
    },
    wasTransformed,
  };
}
