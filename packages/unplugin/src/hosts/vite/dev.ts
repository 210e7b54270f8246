import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type Build,
  fileOf,
  headLogsOf,
  InlineageError,
  isBlockId,
  type Manifest,
  moduleText,
} from "@inlineage/core";
import type { DevEnvironment, HotUpdateOptions, ViteDevServer } from "vite";
import type { PluginContext } from "../../context.js";
import { RESOLVED_ID } from "../rollup/index.js";
import { watchHeadLog } from "../watch-head.js";
import { loadedGraph, loadReached } from "./loaded-graph.js";
import { createPreservedLinks, reloadModule } from "./preserved-links.js";
import { scanForCandidates } from "./scan.js";

/** The versions while a Vite server runs: modules load one by one, and no module graph is ever complete. */
export interface ViteDev {
  start(server: ViteDevServer): void;
  /** To be told of the server whose watcher Vitest listens to. */
  startVitest(server: ViteDevServer): void;
  /** To be told of each environment that closes. */
  stop(environment: DevEnvironment): void;
  /**
   * The text of `virtual:versions`, from every file that a scan finds or that was loaded: a superset of what a build
   * of the same code has, so that a module loaded later finds its version there.
   */
  load(hook: LoadHook): Promise<string>;
  /** To be told of each loaded module that may hold marks: the scan doesn't see all of them. */
  loaded(id: string): void;
  /** To be told in each environment of each change of a file. */
  update(
    environment: DevEnvironment,
    change: Pick<HotUpdateOptions, "type" | "file" | "read">,
  ): Promise<void>;
}

interface LoadHook {
  readonly environment: DevEnvironment;
  addWatchFile(file: string): void;
}

/** The watcher's events by what Vite calls them. */
const CHANGES = { add: "create", change: "update", unlink: "delete" } as const;

/** Vite would take the rest of the name for a query. */
const ODD_NAME = /[?#%]/;

export function createViteDev(context: PluginContext): ViteDev {
  // Ids of modules, in all environments. Only grows: Vite asks each environment about one change, and the second has
  // to get the first one's answer.
  const candidates = new Set<string>();
  const loadedFiles = new Set<string>();
  const leftOut = new Set<string>();
  const links = createPreservedLinks((file) => context.forget(file));
  const stopsByLog = new Map<string, () => void>();
  const environments = new Set<DevEnvironment>();
  let server: ViteDevServer | undefined;
  let vitest: ViteDevServer | undefined;
  let followsImports = false;
  let tracked: Awaited<ReturnType<Build["trackedPaths"]>> = {
    files: [],
    folders: [],
    directories: [],
  };

  function buildOf({ config }: DevEnvironment): Build {
    return context.buildOf(config.root);
  }

  function reload(): void {
    for (const environment of environments) reloadIn(environment);
  }

  async function update(
    environment: DevEnvironment,
    { type, file, read }: Pick<HotUpdateOptions, "type" | "file" | "read">,
  ): Promise<void> {
    const build = buildOf(environment);
    const mayHoldMarks = async () =>
      type !== "delete" && build.isCandidateId(file) && build.mayHoldMarks(await read());
    const isFollowed = isTracked(file) || followsImports;
    const isLink = links.reload(environment, file);
    if (isLink || isFollowed || candidates.has(file) || (await mayHoldMarks())) {
      reloadIn(environment);
    }
  }

  function isTracked(file: string): boolean {
    return (
      tracked.files.includes(file) ||
      tracked.folders.some((folder) => file.startsWith(`${folder}/`))
    );
  }

  /** Without hot updates, Vite drops what was edited from its cache and tells plugins nothing. */
  function updateWithoutHotUpdates({ watcher }: ViteDevServer): void {
    for (const event of ["add", "change", "unlink"] as const) {
      watcher.on(event, async (file) => {
        const read = () => readFile(file, "utf8").catch(() => "");
        for (const environment of environments) {
          await update(environment, { type: CHANGES[event], file, read });
        }
      });
    }
  }

  /** Beside what other plugins make of a change: they may take it to be about their own modules only. */
  function reloadIn(environment: DevEnvironment): void {
    const versions = environment.moduleGraph.getModuleById(RESOLVED_ID);
    if (versions) reloadModule(environment, versions);
  }

  function onCommit(log: string): void {
    reload();
    // What a commit changes is no source file, and Vitest runs tests again for changed files only.
    vitest?.watcher.emit("change", log);
  }

  /** A scan meets files that nobody imports. One of them that is broken must not break the server. */
  function fileToLeaveOut(error: unknown): string | undefined {
    if (!(error instanceof InlineageError)) return undefined;
    const places = [error.location?.file, error.related?.file];
    return places.find((file) => file !== undefined && !loadedFiles.has(file));
  }

  async function finalize(
    environment: DevEnvironment,
    files: Set<string>,
    warn: (message: string) => void,
  ): Promise<Manifest> {
    const build = buildOf(environment);
    for (;;) {
      try {
        const followed = build.followed(loadedGraph([...environments], files));
        followsImports = followed.length > 0;
        const reached = await loadReached([environment, ...environments], followed);
        return await build.finalize(loadedGraph([...environments], files, reached));
      } catch (error) {
        const file = fileToLeaveOut(error);
        if (file === undefined || !files.delete(file)) throw error;
        if (leftOut.has(file)) continue;
        leftOut.add(file);
        warn(`${file} is left out until it is imported: ${(error as InlineageError).message}`);
      }
    }
  }

  /** @returns the logs of HEAD of the repositories that these files are in */
  async function followCommits(files: readonly string[]): Promise<string[]> {
    const logs = await headLogsOf(files.map((file) => dirname(file)));
    for (const log of logs) {
      if (stopsByLog.has(log)) continue;
      stopsByLog.set(
        log,
        watchHeadLog(log, () => onCommit(log)),
      );
    }
    return logs;
  }

  return {
    start(started) {
      server = started;
      // Nuxt starts two servers with the same plugins.
      for (const environment of Object.values(started.environments)) environments.add(environment);
      if (started.config.server.hmr === false) updateWithoutHotUpdates(started);
    },

    startVitest(server) {
      vitest = server;
      // The servers of its projects watch nothing, and none of them gets to hot updates.
      for (const event of ["add", "change", "unlink"] as const) {
        server.watcher.on(event, (file) => {
          const isNew = event === "add" && isTracked(file);
          if (!context.build.isCandidateId(file) && !isTracked(file)) return;
          context.forget(file);
          reload();
          // Nothing imports what was not there.
          const [known] = tracked.files;
          if (isNew && known !== undefined) server.watcher.emit("change", known);
        });
      }
    },

    stop(environment) {
      environments.delete(environment);
      if (environments.size > 0) return;
      for (const stop of stopsByLog.values()) stop();
      stopsByLog.clear();
    },

    async load({ environment, addWatchFile }) {
      const { config, logger } = environment;
      const build = buildOf(environment);
      const found = await scanForCandidates(config, context.options, build);
      for (const file of found) candidates.add(file);
      const present = [...candidates].filter((id) => existsSync(fileOf(id)));
      tracked = await build.trackedPaths();
      const logs = await followCommits([...present.map(fileOf), ...tracked.files]);
      if (vitest) {
        // Vitest finds the tests to run again by way of what imports the changed file.
        const files = [...present.map(fileOf), ...logs, ...tracked.files];
        for (const file of files) {
          if (!ODD_NAME.test(file) && existsSync(file)) addWatchFile(file);
        }
      }
      const warn = (message: string) => logger.warn(`[unplugin-inlineage] ${message}`);
      return moduleText(await finalize(environment, new Set(present), warn));
    },

    loaded(id) {
      const file = fileOf(id);
      // An Astro component's scripts are no part of the module that the file is.
      const candidate = isBlockId(id) ? id : file;
      const isNews = !candidates.has(candidate) || leftOut.delete(file);
      candidates.add(candidate);
      loadedFiles.add(file);
      if (context.preservesSymlinks) links.loaded(file, server?.watcher);
      if (isNews) reload();
    },

    update,
  };
}
