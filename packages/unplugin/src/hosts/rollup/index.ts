import { createHash } from "node:crypto";
import { dirname } from "node:path";
import {
  type Build,
  fileOf,
  type Manifest,
  type ModuleGraph,
  PACKAGE_ID,
  SOURCE_ID,
} from "@inlineage/core";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { isSecondInstance, SECOND_INSTANCE } from "../second-instance.js";
import { rebuildOnCommit, type WatchContext } from "./commits.js";
import { createEntriesSignal } from "./entries-signal.js";
import { type BundleContext, createSeenModules, type InEnvironment } from "./graph.js";
import { renderConstants } from "./render-constants.js";
import { createPlaceholders } from "./render-constants-placeholder.js";
import { watchTrackedFiles } from "./tracked-files.js";

/** What a hook's `this` gives beside the bundle. */
interface HookContext extends BundleContext {
  warn(message: string): void;
}

/** The options that decide whether links are followed: Rollup's, and Rolldown's. */
interface LinkOptions {
  preserveSymlinks?: boolean | undefined;
  resolve?: { symlinks?: boolean | undefined } | undefined;
}

interface OptionsContext {
  meta: { watchMode: boolean };
  warn(message: string): void;
}

/** Older versions of Rolldown don't tell. */
interface InputOptions {
  plugins?: readonly unknown[];
}

interface CachedModule {
  id: string;
  code: string;
  meta: Record<string, unknown>;
}

/** The null byte keeps other plugins' hands off the module (a Rollup convention). */
export const RESOLVED_ID = `\0${VIRTUAL_ID}`;

const VIRTUAL_ID_FILTER = { id: new RegExp(`^${VIRTUAL_ID}$`) };
const RESOLVED_ID_FILTER = { id: new RegExp(`^${RESOLVED_ID}$`) };

const EXTERNAL_WARNING = `${VIRTUAL_ID} is external, so its import stays in the output and nothing is inlined (to fix it: let the external option leave ${VIRTUAL_ID} out)`;

/**
 * The hooks for Rollup and all that take its plugins: a placeholder stands for the constants until the module
 * graph is complete, and `renderChunk`, before hashes are taken, puts them in.
 */
export function rollupHost(context: PluginContext) {
  const seen = createSeenModules();
  const entriesSignal = createEntriesSignal();
  // Nobody writes it by accident, and the module stays what it is in Rollup's cache.
  const placeholders = createPlaceholders(
    createHash("sha256").update(process.cwd()).digest("hex").slice(0, 32),
  );
  // Several outputs of one bundle share its module graph, and then its answers. Rollup keeps one object for a
  // module as long as the graph lives.
  const manifests = new WeakMap<object, Promise<Manifest>>();

  function buildOf({ environment }: InEnvironment): Build {
    return environment ? context.buildOf(environment.config.root) : context.build;
  }

  function manifestOf(bundle: BundleContext): Promise<Manifest> {
    // What plugins replaced since the modules were all there: the cache is made when it is asked for.
    seen.attachAgain(bundle);
    const key = bundle.getModuleInfo(RESOLVED_ID) ?? bundle;
    const known = manifests.get(key);
    if (known) return known;
    const manifest = buildOf(bundle).finalize(seen.graphOf(bundle));
    manifests.set(key, manifest);
    return manifest;
  }

  const hooks = {
    // The first of all hooks: Rolldown reads the filters below before it calls `buildStart`.
    options(this: OptionsContext, { preserveSymlinks, resolve }: LinkOptions) {
      context.preservesSymlinks = preserveSymlinks === true || resolve?.symlinks === false;
      const purpose = this.meta.watchMode ? "serve" : "build";
      context.start(process.cwd(), (message) => this.warn(message), purpose);
    },

    async buildStart(this: WatchContext & OptionsContext, { plugins = [] }: InputOptions) {
      context.isIdle = isSecondInstance(plugins, "transform", hooks.transform);
      if (context.isIdle) this.warn(SECOND_INSTANCE);
      context.build.begin();
      await rebuildOnCommit(this, [process.cwd()]);
      await watchTrackedFiles(this, context.build, entriesSignal);
    },

    resolveId: {
      order: "pre" as const,
      filter: VIRTUAL_ID_FILTER,
      handler: (source: string) => (source === VIRTUAL_ID ? RESOLVED_ID : null),
    },

    load: {
      order: "pre" as const,
      filter: RESOLVED_ID_FILTER,
      handler(this: BundleContext, id: string) {
        if (id !== RESOLVED_ID) return null;
        buildOf(this).expectFinalize();
        // The empty map keeps the module out of the chunks' source maps: it is no source of the user's.
        return {
          code: placeholders.module,
          map: { mappings: "" as const },
          moduleSideEffects: false,
        };
      },
    },

    transform: {
      order: "pre" as const,
      filter: {
        // Read when the bundler sets up its hooks: by then the options and the root are known.
        get id() {
          return { include: SOURCE_ID, exclude: context.preservesSymlinks ? [] : PACKAGE_ID };
        },
        get code() {
          return context.build.candidateText;
        },
      },
      handler(this: BundleContext, code: string, id: string) {
        const build = buildOf(this);
        if (context.isIdle || !build.isCandidateId(id) || !build.mayHoldMarks(code)) return null;
        const meta = seen.transformed(id, this);
        return { ...build.transform(code, id), meta };
      },
    },

    /** Rollup only: told of each module whose text is that of the cached one. */
    shouldTransformCachedModule(this: BundleContext, { id, code, meta }: CachedModule): boolean {
      // Marks in a cached result: it was made without this plugin, or with other options.
      if (context.build.isCandidateId(id) && context.build.mayHoldMarks(code)) return true;
      seen.restored(id, meta, this);
      // What an earlier build of this process made of the file is not what this one has of it.
      buildOf(this).forget(fileOf(id));
      return false;
    },

    buildEnd: {
      order: "post" as const,
      async handler(this: HookContext & WatchContext, failure?: Error) {
        if (failure) return;
        // Bundlers ask the `external` option before they ask plugins.
        if (this.getModuleInfo(VIRTUAL_ID)) this.warn(EXTERNAL_WARNING);
        seen.attachAgain(this);
        if (this.meta.watchMode && this.environment?.mode !== "dev") {
          const folders = await foldersOf(buildOf(this), seen.graphOf(this));
          // The first versions of Rollup 4 let nobody watch anything more by now.
          await rebuildOnCommit(this, folders).catch(() => {});
        }
      },
    },

    closeWatcher: () => entriesSignal.stop(),

    watchChange: (file: string) => context.forget(file),

    renderChunk: {
      order: "pre" as const,
      // Rolldown's: chunks without a placeholder stay where they are.
      filter: { code: placeholders.filter },
      async handler(
        this: HookContext,
        code: string,
        // Not asked for its modules: to list them costs Rolldown a tenth of a build.
        _chunk: unknown,
        { sourcemap }: { sourcemap: boolean | "inline" | "hidden" },
      ) {
        const ranges = placeholders.rangesIn(code);
        if (ranges.length === 0) return null;
        const manifest = await manifestOf(this);
        return renderConstants({ code, ranges, manifest, sourcemap: sourcemap !== false });
      },
    },
  };
  return hooks;
}

/** Where the files are that versions are asked of: they may be of several repositories. */
async function foldersOf(build: Build, graph: ModuleGraph): Promise<Set<string>> {
  const { files } = await build.trackedPaths();
  const ids = build.followed(graph).length > 0 ? graph.ids : (graph.candidates ?? []);
  const own = [...ids].filter(build.isCandidateId);
  return new Set([...own, ...files].map((id) => dirname(fileOf(id))));
}
