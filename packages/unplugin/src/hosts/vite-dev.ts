import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findCandidateFiles, InlineageError, type Manifest, moduleText } from "@inlineage/core";
import type { DevEnvironment, EnvironmentModuleNode, HotUpdateOptions } from "vite";
import type { PluginContext } from "../context.js";
import { RESOLVED_ID } from "./rollup.js";

/** The versions while a Vite server runs: modules load one by one, and no module graph is ever complete. */
export interface ViteDev {
  /**
   * The text of `virtual:versions`, from every file under the root that holds marks: a superset of what a build
   * of the same code has, so that a module loaded later finds its version there.
   */
  load(environment: DevEnvironment): Promise<string>;
  /**
   * To be asked in each environment about each change of a file.
   *
   * @returns the modules to update, or `undefined` for Vite's own choice
   */
  update(
    environment: DevEnvironment,
    change: HotUpdateOptions,
  ): Promise<EnvironmentModuleNode[] | undefined>;
}

export function createViteDev(context: PluginContext): ViteDev {
  // Only grows: Vite asks every environment about one change, and the second has to get the first one's answer.
  const everScanned = new Set<string>();
  const left = new Set<string>();

  async function finalize(
    files: Set<string>,
    { moduleGraph, logger }: DevEnvironment,
  ): Promise<Manifest> {
    for (;;) {
      try {
        return await context.build.finalize({ ids: files, importsOf: () => [] });
      } catch (error) {
        // A scan meets files that nobody imports. One of them that is broken must not break the server.
        const file = error instanceof InlineageError ? error.location?.file : undefined;
        if (file === undefined || moduleGraph.fileToModulesMap.has(file)) throw error;
        if (!files.delete(file)) throw error;
        if (left.has(file)) continue;
        left.add(file);
        const { message } = error as InlineageError;
        logger.warn(`[unplugin-inlineage] left out, as nothing imports it yet: ${message}`);
      }
    }
  }

  return {
    async load(environment) {
      const { config, moduleGraph } = environment;
      const built = Object.values(config.environments).map(({ build }) =>
        resolve(config.root, build.outDir),
      );
      const ignored = new Set([...built, config.cacheDir]);
      const scanned = await findCandidateFiles(config.root, context.build.candidateText, {
        ignore: (path) => ignored.has(path),
      });
      for (const file of scanned) everScanned.add(file);
      // What was loaded from elsewhere: a workspace package beside the root.
      const loaded = [...moduleGraph.fileToModulesMap.keys()].filter(
        (file) => context.build.isCandidateId(file) && existsSync(file),
      );
      return moduleText(await finalize(new Set([...scanned, ...loaded]), environment));
    },

    async update({ moduleGraph }, { type, file, modules, read }) {
      const versions = moduleGraph.getModuleById(RESOLVED_ID);
      if (!versions) return undefined;
      const mayHoldMarks = async () =>
        type !== "delete" &&
        context.build.isCandidateId(file) &&
        context.build.candidateText.test(await read());
      return everScanned.has(file) || (await mayHoldMarks()) ? [...modules, versions] : undefined;
    },
  };
}
