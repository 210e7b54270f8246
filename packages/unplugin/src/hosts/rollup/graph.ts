import type { ModuleGraph } from "@inlineage/core";

/** What this host reads of a bundle through a hook's `this`: the same in Rollup, Rolldown and Vite. */
export interface BundleContext {
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): BundleModule | null;
}

interface BundleModule {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
  /** What hooks attached to the module. Kept in Rollup's cache, in and across processes. */
  meta: Record<string, unknown>;
  /** Rolldown doesn't say. */
  isExternal?: boolean;
}

/** Which modules this plugin's transform has seen, in this process and in the bundle at hand. */
export interface SeenModules {
  /**
   * To be called for each module with a candidate text that is transformed.
   *
   * @returns what to attach to it, so that the bundle remembers; an object of its own, since Rolldown puts what other
   * plugins attach to the module into the same
   */
  transformed(id: string): Record<string, unknown>;
  /** To be called for each module that comes out of a cache instead of the transforms. */
  restored(id: string, meta: Record<string, unknown>): void;
  graphOf(bundle: BundleContext): ModuleGraph;
}

const META_KEY = "unplugin-inlineage";

export function createSeenModules(): SeenModules {
  const transformed = new Set<string>();
  const restored = new Set<string>();
  return {
    transformed(id) {
      transformed.add(id);
      restored.delete(id);
      return { [META_KEY]: true };
    },
    restored(id, meta) {
      if (meta[META_KEY] === true) restored.add(id);
    },
    graphOf(bundle) {
      // Not a module that another bundle of this process has, but that is external or without marks in this one.
      const isHere = (id: string) => bundle.getModuleInfo(id)?.meta[META_KEY] === true;
      const isStale = (id: string) => transformed.has(id) && !isHere(id);
      return {
        // For closures alone: to list them all takes Rolldown a while.
        get ids() {
          return [...bundle.getModuleIds()].filter((id) => !isStale(id));
        },
        candidates: [...new Set([...transformed, ...restored])].filter(isHere),
        importsOf: (id) => importsOf(bundle.getModuleInfo(id)),
        wasTransformed: (id) => !restored.has(id),
      };
    },
  };
}

function importsOf(module: BundleModule | null): readonly string[] {
  return module ? [...module.importedIds, ...module.dynamicallyImportedIds] : [];
}
