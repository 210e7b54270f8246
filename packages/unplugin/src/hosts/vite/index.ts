import type { Plugin, ResolvedConfig, UserConfig, ViteDevServer } from "vite";
import type { PluginContext } from "../../context.js";
import { rebuildOnCommit } from "../rollup/commits.js";
import { createEntriesSignal } from "../rollup/entries-signal.js";
import { RESOLVED_ID, rollupHost } from "../rollup/index.js";
import { watchTrackedFiles } from "../rollup/tracked-files.js";
import { isSecondInstance, SECOND_INSTANCE } from "../second-instance.js";
import { createViteDev } from "./dev.js";
import { keepOutOfCache, type VitestCache } from "./vitest-cache.js";

/** What Vitest adds to Vite's hooks (https://vitest.dev/api/advanced/plugin). */
interface VitestHook {
  configureVitest(context: VitestCache & { vitest: { vite: ViteDevServer } }): void;
}

interface EnvironmentPlugins {
  readonly plugins: readonly Plugin[];
  readonly config: { readonly isWorker: boolean; readonly plugins: readonly Plugin[] };
}

/** Vite 6 has no context here. */
type ConfigContext = { meta?: { rolldownVersion?: string } } | undefined;

/** Vite has Rollup's watcher ignore all of `.git`, and so what `headLogOf` finds (`resolveChokidarOptions`). */
const SEES_COMMITS: object = {
  chokidar: { ignored: "!**/.git/**/{logs/HEAD,reftable/tables.list}" },
};

/**
 * The hooks for Vite: Rollup's for a build, and for its server and Vitest a scan.
 *
 * @param workerPlugin makes the instance for workers, which Vite bundles one by one with plugins of their own
 */
export function viteHost(
  context: PluginContext,
  workerPlugin: () => Plugin,
): Partial<Plugin> & VitestHook {
  // Vite starts with the root and the logger of its configuration instead.
  const { options: _, buildStart: __, ...hooks } = rollupHost(context);
  const dev = createViteDev(context);
  const entriesSignal = createEntriesSignal();

  const idle = new WeakMap<object, boolean>();

  /** Plugins may be for one environment alone. A worker has but one, which doesn't know its plugins in Vite 6.0. */
  function isIdleIn(environment: EnvironmentPlugins): boolean {
    const known = idle.get(environment);
    if (known !== undefined) return known;
    const { plugins } = environment.config.isWorker ? environment.config : environment;
    const isIdle = isSecondInstance(plugins, "transform", host.transform);
    idle.set(environment, isIdle);
    return isIdle;
  }

  const host: Partial<Plugin> & VitestHook = {
    ...hooks,

    config(this: ConfigContext, { build }: UserConfig) {
      const worker = { plugins: () => [workerPlugin()] };
      const isRollup = this?.meta?.rolldownVersion === undefined;
      return build?.watch && isRollup ? { worker, build: { watch: SEES_COMMITS } } : { worker };
    },

    configResolved(config: ResolvedConfig) {
      const { root, logger, command, build, resolve } = config;
      context.preservesSymlinks = resolve.preserveSymlinks;
      // Once: each worker has an instance of its own, which may have the same to say.
      const warn = (message: string) => logger.warnOnce(`[unplugin-inlineage] ${message}`);
      context.start(root, warn, build.watch ? "serve" : command);
    },

    async buildStart() {
      const { mode, config } = this.environment;
      // Beside one that the user gives workers, there is the one that they get from here.
      if (isIdleIn(this.environment) && !config.isWorker) {
        config.logger.warnOnce(`[unplugin-inlineage] ${SECOND_INSTANCE}`);
      }
      if (mode !== "build") return;
      context.buildOf(config.root).begin();
      await rebuildOnCommit(this, [config.root]);
      await watchTrackedFiles(this, context.buildOf(config.root), entriesSignal);
    },

    load: {
      ...hooks.load,
      handler(id: string) {
        const { environment } = this;
        if (id === RESOLVED_ID && environment.mode === "dev") {
          return dev.load({ environment, addWatchFile: (file) => this.addWatchFile(file) });
        }
        return hooks.load.handler.call(this, id);
      },
    },

    transform: {
      ...hooks.transform,
      handler(code: string, id: string) {
        if (isIdleIn(this.environment)) return null;
        const transformed = hooks.transform.handler.call(this, code, id);
        if (transformed && this.environment.mode === "dev") dev.loaded(id);
        return transformed;
      },
    },

    async hotUpdate(change) {
      await dev.update(this.environment, change);
    },

    configureServer: (server) => dev.start(server),
    configureVitest({ vitest, ...cache }) {
      dev.startVitest(vitest.vite);
      keepOutOfCache(cache, context.build);
    },
    closeWatcher: () => entriesSignal.stop(),
    closeBundle() {
      if (this.environment.mode === "dev") dev.stop(this.environment);
    },
  };
  return host;
}
