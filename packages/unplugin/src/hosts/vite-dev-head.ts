import { unwatchFile, watchFile } from "node:fs";
import { headLogOf } from "@inlineage/core";
import type { ViteDevServer } from "vite";
import { RESOLVED_ID } from "./rollup.js";

/** Vite's own watcher leaves `.git` out, and the log may not exist before the first commit: so it is polled. */
const POLL_MILLISECONDS = 500;

/**
 * Makes every environment load the versions anew when HEAD comes to name another commit. A commit changes no
 * file of the work tree, so nothing else would tell.
 *
 * @returns what ends it
 */
export async function watchHead({ config, environments }: ViteDevServer): Promise<() => void> {
  const log = await headLogOf(config.root);
  if (log === undefined) return () => {};

  const reload = () => {
    for (const environment of Object.values(environments)) {
      const versions = environment.moduleGraph.getModuleById(RESOLVED_ID);
      if (!versions) continue;
      environment.moduleGraph.invalidateModule(versions);
      void environment.reloadModule(versions);
    }
  };
  watchFile(log, { interval: POLL_MILLISECONDS, persistent: false }, reload);
  return () => unwatchFile(log, reload);
}
