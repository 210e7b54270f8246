import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findCandidateFiles, InlineageError, type Manifest, moduleText } from "@inlineage/core";
import type { DevEnvironment, EnvironmentModuleNode, HotUpdateOptions, ViteDevServer } from "vite";
import type { PluginContext } from "../context.js";
import { RESOLVED_ID } from "./rollup.js";
import { watchHead } from "./vite-dev-head.js";

/** The versions while a Vite server runs: modules load one by one, and no module graph is ever complete. */
export interface ViteDev {
  /** Follows the commits made while the server runs. */
  start(server: ViteDevServer): Promise<void>;
  stop(): void;
  /**
   * The text of `virtual:versions`, from every file under the root that holds marks: a superset of what a build
   * of the same code has, so that a module loaded later finds its version there.
   */
  load(environment: DevEnvironment): Promise<string>;
  /** To be told of each loaded file that may hold marks: the scan doesn't see those outside the root. */
  loaded(file: string): void;
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
  // Of all environments. Only grows: Vite asks each environment about one change, and the second has to get the
  // first one's answer.
  const candidates = new Set<string>();
  const left = new Set<string>();
  let environments: readonly DevEnvironment[] = [];
  let stopWatching = () => {};

  function reload() {
    for (const environment of environments) {
      const versions = environment.moduleGraph.getModuleById(RESOLVED_ID);
      if (!versions) continue;
      environment.moduleGraph.invalidateModule(versions);
      void environment.reloadModule(versions);
    }
  }

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
    async start(server) {
      environments = Object.values(server.environments);
      stopWatching = await watchHead(server.config.root, reload);
    },

    stop: () => stopWatching(),

    async load(environment) {
      const { config } = environment;
      const built = Object.values(config.environments).map(({ build }) =>
        resolve(config.root, build.outDir),
      );
      const ignored = new Set([...built, config.cacheDir]);
      const scanned = await findCandidateFiles(config.root, context.build.candidateText, {
        ignore: (path) => ignored.has(path),
      });
      for (const file of scanned) candidates.add(file);
      return moduleText(
        await finalize(new Set([...candidates].filter((file) => existsSync(file))), environment),
      );
    },

    loaded(file) {
      if (candidates.has(file)) return;
      candidates.add(file);
      reload();
    },

    async update({ moduleGraph }, { type, file, modules, read }) {
      const versions = moduleGraph.getModuleById(RESOLVED_ID);
      if (!versions) return undefined;
      const mayHoldMarks = async () =>
        type !== "delete" &&
        context.build.isCandidateId(file) &&
        context.build.candidateText.test(await read());
      return candidates.has(file) || (await mayHoldMarks()) ? [...modules, versions] : undefined;
    },
  };
}
