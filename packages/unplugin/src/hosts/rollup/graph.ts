import type { ModuleGraph } from "@inlineage/core";

/** What Vite's hooks are told beside: several builds may run in one process. */
export interface InEnvironment {
  environment?: { mode: string; config: { root: string } } | undefined;
}

/** What this host reads of a bundle through a hook's `this`: the same in Rollup, Rolldown and Vite. */
export interface BundleContext extends InEnvironment {
  meta: { rollupVersion: string; rolldownVersion?: string };
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): BundleModule | null;
}

interface BundleModule {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
  /** What hooks attached to the module. Kept in Rollup's cache, in and across processes. */
  meta: Record<string, unknown>;
  /** Rolldown doesn't say; there such a module has no code. */
  isExternal?: boolean;
  code?: string | null;
}

/** Which modules this plugin's transform has seen, in this process and in the bundle at hand. */
export interface SeenModules {
  /**
   * To be called for each module with a candidate text that is transformed.
   *
   * @returns what to attach to it, so that the bundle remembers; an object of its own, since Rolldown puts what other
   * plugins attach to the module into the same
   */
  transformed(id: string, bundle: BundleContext): Record<string, unknown>;
  /** To be called for each module that comes out of a cache instead of the transforms. */
  restored(id: string, meta: Record<string, unknown>, bundle: BundleContext): void;
  /** To be called before Rollup keeps the modules: attaches again what other plugins have replaced. */
  attachAgain(bundle: BundleContext): void;
  graphOf(bundle: BundleContext): ModuleGraph;
}

const META_KEY = "unplugin-inlineage";

export function createSeenModules(): SeenModules {
  const transformed = new Set<string>();
  const restored = new Set<string>();
  // Beside what is attached to them: plugins can put an object of their own in its place.
  const modules = new WeakSet<BundleModule>();

  function remember(id: string, bundle: BundleContext): void {
    const module = keepsModules(bundle) ? bundle.getModuleInfo(id) : null;
    if (module) modules.add(module);
  }

  function attachAgain(bundle: BundleContext): void {
    if (!keepsModules(bundle)) return;
    for (const id of new Set([...transformed, ...restored])) {
      const module = bundle.getModuleInfo(id);
      if (!module || !modules.has(module) || module.meta[META_KEY] === true) continue;
      module.meta = { ...module.meta, [META_KEY]: true };
    }
  }

  return {
    transformed(id, bundle) {
      transformed.add(id);
      restored.delete(id);
      remember(id, bundle);
      return { [META_KEY]: true };
    },
    restored(id, meta, bundle) {
      if (meta[META_KEY] !== true) return;
      restored.add(id);
      remember(id, bundle);
    },
    attachAgain,
    graphOf(bundle) {
      // Not a module that another bundle of this process has, or this one before an edit, but without marks now.
      const isHere = (id: string) => bundle.getModuleInfo(id)?.meta[META_KEY] === true;
      // Another bundle may hold what is left out of this one.
      const isLeftOut = (id: string) =>
        transformed.has(id) && !isHere(id) && isExternal(bundle.getModuleInfo(id));
      return {
        // For closures alone: to list them all takes Rolldown a while.
        get ids() {
          return [...bundle.getModuleIds()].filter((id) => !isLeftOut(id));
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

function isExternal(module: BundleModule | null): boolean {
  return module ? (module.isExternal ?? typeof module.code !== "string") : true;
}

/** Rolldown makes an object anew each time it is asked, and doesn't let plugins replace what is attached. */
function keepsModules({ meta }: BundleContext): boolean {
  return meta.rolldownVersion === undefined;
}
