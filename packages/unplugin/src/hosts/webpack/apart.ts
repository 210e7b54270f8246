import type { Compilation, Compiler, Dependency, Module } from "webpack";
import { APART, type Apart } from "./skipped/build.js";

/** What a compilation was before anything was built apart. */
interface Before {
  modules: ReadonlySet<Module>;
  bail: boolean;
  errors: number;
  warnings: number;
  children: number;
  /** What has been asked for since. */
  asked: Dependency[];
}

/**
 * Where a module has no side effects, webpack (`lib/optimize/LazyBarrels.js`) builds nothing that it hands on and
 * nobody asks for. It is built here as if the module imported it once more, and taken out of the compilation before
 * webpack finishes the module graph: its errors, exports, chunks and statistics are made of what is in there then.
 */
export function apart({ webpack }: Compiler): Apart<Compilation> {
  const befores = new WeakMap<Compilation, Before>();

  /** Asks for nothing that the module has: what a first-party one hands on is asked for in its turn. */
  class Asked extends webpack.dependencies.ModuleDependency {
    override get category() {
      return "esm";
    }
    override get forwardId() {
      return null;
    }
  }

  return {
    build(request, importer, compilation) {
      const { moduleGraph, params } = compilation;
      const before = befores.get(compilation) ?? stateOf(compilation);
      befores.set(compilation, before);
      // What can't be built is no reason to give up.
      compilation.bail = false;
      const dependency = new Asked(request);
      before.asked.push(dependency);
      moduleGraph.setParents(dependency, importer, importer);
      return new Promise((resolve) => {
        compilation.handleModuleCreation(
          {
            factory: params.normalModuleFactory,
            dependencies: [dependency],
            originModule: importer,
            contextInfo: { issuerLayer: APART },
          },
          (_error, module) => resolve(module ?? undefined),
        );
      });
    },
    drop(compilation) {
      const before = befores.get(compilation);
      if (!before) return;
      befores.delete(compilation);
      const { moduleGraph } = compilation;
      for (const dependency of before.asked) disconnect(dependency, compilation);
      for (const module of compilation.modules) {
        if (before.modules.has(module)) continue;
        // Of what is in no layer (what is external or ignored), the bundle may have the same module.
        for (const { dependency } of [...moduleGraph.getOutgoingConnections(module)]) {
          if (dependency) disconnect(dependency, compilation);
        }
        compilation.modules.delete(module);
        modulesById(compilation).delete(module.identifier());
        compilation.addModuleQueue.invalidate(module);
      }
      compilation.bail = before.bail;
      compilation.errors.length = before.errors;
      compilation.warnings.length = before.warnings;
      compilation.children.length = before.children;
    },
  };
}

function stateOf({ modules, bail, errors, warnings, children }: Compilation): Before {
  return {
    modules: new Set(modules),
    bail,
    errors: errors.length,
    warnings: warnings.length,
    children: children.length,
    asked: [],
  };
}

/** Where webpack looks whether it has a module: that has no public way to forget one. */
function modulesById(compilation: Compilation): Map<string, Module> {
  return (compilation as Compilation & { _modules: Map<string, Module> })._modules;
}

function disconnect(dependency: Dependency, { moduleGraph }: Compilation): void {
  if (moduleGraph.getConnection(dependency)) moduleGraph.removeConnection(dependency);
}
