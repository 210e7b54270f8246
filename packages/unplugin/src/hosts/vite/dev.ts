import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import {
  findCandidateFiles,
  InlineageError,
  ignoredFiles,
  type Manifest,
  moduleText,
} from "@inlineage/core";
import type { DevEnvironment, EnvironmentModuleNode, HotUpdateOptions, ViteDevServer } from "vite";
import type { PluginContext } from "../../context.js";
import { RESOLVED_ID } from "../rollup/index.js";
import { watchHead } from "../watch-head.js";

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
  /** To be told of each loaded file that may hold marks: the scan doesn't see all of them. */
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
  const loadedFiles = new Set<string>();
  const leftOut = new Set<string>();
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

  /** A scan meets files that nobody imports. One of them that is broken must not break the server. */
  function fileToLeaveOut(error: unknown): string | undefined {
    if (!(error instanceof InlineageError)) return undefined;
    const places = [error.location?.file, error.related?.file];
    return places.find((file) => file !== undefined && !loadedFiles.has(file));
  }

  async function finalize(files: Set<string>, warn: (message: string) => void): Promise<Manifest> {
    for (;;) {
      try {
        return await context.build.finalize({ ids: files, importsOf: () => [] });
      } catch (error) {
        const file = fileToLeaveOut(error);
        if (file === undefined || !files.delete(file)) throw error;
        if (leftOut.has(file)) continue;
        leftOut.add(file);
        warn(`${file} is left out until it is imported: ${(error as InlineageError).message}`);
      }
    }
  }

  return {
    async start(server) {
      environments = Object.values(server.environments);
      stopWatching = await watchHead(server.config.root, reload);
    },

    stop: () => stopWatching(),

    async load({ config, logger }) {
      const root = realpathSync.native(config.root);
      const built = Object.values(config.environments).map(({ build }) => build.outDir);
      const ignored = new Set([...built, config.cacheDir].map((path) => resolve(root, path)));
      const scanned = await findCandidateFiles(root, context.build.candidateText, {
        ignore: (path) => ignored.has(path),
      });
      const generated = await ignoredFiles(root, scanned);
      for (const file of scanned) if (!generated.has(file)) candidates.add(file);

      const present = [...candidates].filter((file) => existsSync(file));
      const warn = (message: string) => logger.warn(`[unplugin-inlineage] ${message}`);
      return moduleText(await finalize(new Set(present), warn));
    },

    loaded(file) {
      const isNews = !candidates.has(file) || leftOut.delete(file);
      candidates.add(file);
      loadedFiles.add(file);
      if (isNews) reload();
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
