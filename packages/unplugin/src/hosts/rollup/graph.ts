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
   * @param module what a bundler that keeps one object for a module gives for it
   * @returns what to attach to it, so that the bundle remembers; an object of its own, since Rolldown puts what other
   * plugins attach to the module into the same
   */
  transformed(id: string, module: object | null): Record<string, unknown>;
  /** To be called for each module that comes out of a cache instead of the transforms. */
  restored(id: string, meta: Record<string, unknown>, module: object | null): void;
  /** To be called once all modules are there, before the bundler keeps them: attaches again what was replaced. */
  attachAgain(bundle: BundleContext): void;
  graphOf(bundle: BundleContext): ModuleGraph;
}

const META_KEY = "unplugin-inlineage";

export function createSeenModules(): SeenModules {
  const transformed = new Set<string>();
  const restored = new Set<string>();
  // Beside what is attached to them: plugins can put an object of their own in its place.
  const modules = new WeakSet<object>();
  return {
    transformed(id, module) {
      transformed.add(id);
      restored.delete(id);
      if (module) modules.add(module);
      return { [META_KEY]: true };
    },
    restored(id, meta, module) {
      if (meta[META_KEY] !== true) return;
      restored.add(id);
      if (module) modules.add(module);
    },
    attachAgain(bundle) {
      for (const id of new Set([...transformed, ...restored])) {
        const module = bundle.getModuleInfo(id);
        if (!module || !modules.has(module) || module.meta[META_KEY] === true) continue;
        module.meta = { ...module.meta, [META_KEY]: true };
      }
    },
    graphOf(bundle) {
      // Not a module that another bundle of this process has, but that is external or without marks in this one.
      const isHere = (id: string) => {
        const module = bundle.getModuleInfo(id);
        return module !== null && (module.meta[META_KEY] === true || modules.has(module));
      };
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
