import { realpathSync } from "node:fs";
import type { DevEnvironment, EnvironmentModuleNode, ViteDevServer } from "vite";

/**
 * The files that were loaded by the path of a link, where links are preserved. Vite leaves out what changes below
 * `node_modules`; and of what a link leads to, it doesn't know that it was loaded.
 */
export interface PreservedLinks {
  /** To be told of each loaded file that may hold marks. */
  loaded(file: string, watcher: ViteDevServer["watcher"] | undefined): void;
  /** Has the modules loaded again that a changed file is behind. @returns whether there is a link to it */
  reload(environment: DevEnvironment, file: string): boolean;
}

/** @param forget to be told of the path of a link when what is behind it changed */
export function createPreservedLinks(forget: (file: string) => void): PreservedLinks {
  const linksByTarget = new Map<string, string>();
  return {
    loaded(file, watcher) {
      const target = realpathSync.native(file);
      if (target === file) return;
      linksByTarget.set(target, file);
      watcher?.add(target);
    },

    reload(environment, file) {
      const link = linksByTarget.get(file);
      if (link === undefined) return false;
      forget(link);
      for (const module of environment.moduleGraph.getModulesByFile(link) ?? []) {
        reloadModule(environment, module);
      }
      return true;
    },
  };
}

export function reloadModule(environment: DevEnvironment, module: EnvironmentModuleNode): void {
  environment.moduleGraph.invalidateModule(module);
  void environment.reloadModule(module);
}
