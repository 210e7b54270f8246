import type {
  BuildContext,
  BuildOptions,
  Metafile,
  OnLoadResult,
  Plugin,
  PluginBuild,
} from "esbuild";
import { PLUGIN_NAME } from "../../plugin.js";
import { companionOptions } from "./companion-build.js";
import { isBuildFailure } from "./messages.js";
import type { Pass } from "./pass.js";
import type { ReachedFiles } from "./reached-files.js";
import { EMPTY_VERSIONS } from "./virtual-versions.js";

/** What another build of the same code, made for what it reaches, had to say. */
export type GraphBuildOutcome =
  /** It has loaded all there is to load, and was not carried on. */
  | { readonly kind: "scanned"; readonly asked: ReachedFiles }
  /** It was finished and has listed its inputs. */
  | {
      readonly kind: "listed";
      readonly inputs: Metafile["inputs"];
      /** The names that modules import others by, as far as they begin with no dot: importer to names. */
      readonly named: ReadonlyMap<string, ReadonlySet<string>>;
      readonly asked: ReachedFiles;
    }
  | { readonly kind: "failed" };

/** How far another build has to be carried on for its answer to be certain. */
export type GraphBuildExtent = "scan" | "whole";

export interface GraphBuild {
  readonly outcome: Promise<GraphBuildOutcome>;
  /** For when its answer isn't needed any more. */
  cancel(): void;
}

/** esbuild scans everything before it gives up because of an error, and then neither links nor prints anything. */
const END_OF_SCAN = "the scan is over";

/**
 * esbuild tells no plugin when its module graph is complete. Another build of the same code does, when it ends: it
 * was asked about each marked file it loads, and `metafile` lists every file it reaches, before tree-shaking.
 *
 * Only what can't change the graph differs from the user's build. `minify` can: with it constants are inlined, and
 * an import inside `if (constant)` is left out; it also decides what `process.env.NODE_ENV` is in a browser.
 */
export function startGraphBuild(
  build: PluginBuild,
  pass: Pass,
  filters: readonly RegExp[],
  extent: GraphBuildExtent,
): GraphBuild {
  const asked = new Map<string, string>();
  const named = new Map<string, Set<string>>();
  const endOfScan: OnLoadResult = { errors: [{ text: END_OF_SCAN }] };
  const options: BuildOptions = companionOptions(build, {
    kind: "graph",
    filters,
    versions: extent === "scan" ? endOfScan : EMPTY_VERSIONS,
    load(args) {
      const { result, marked, file } = pass.answer(args);
      if (marked) asked.set(args.path, file);
      return result;
    },
  });
  const started = build.esbuild.context({
    ...options,
    plugins: [...(extent === "whole" ? [listener(named)] : []), ...(options.plugins ?? [])],
    metafile: true,
    write: false,
    sourcemap: false,
  });
  return {
    outcome: outcomeOf(started, asked, named),
    cancel() {
      void started.then((context) => context.cancel()).catch(() => {});
    },
  };
}

/** The first of all plugins, so that it hears of every import that is looked for. */
function listener(named: Map<string, Set<string>>): Plugin {
  return {
    name: `${PLUGIN_NAME}/listener`,
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, importer }) => {
        named.set(importer, (named.get(importer) ?? new Set()).add(path));
        return undefined;
      });
    },
  };
}

async function outcomeOf(
  started: Promise<BuildContext<{ metafile: true }>>,
  asked: ReachedFiles,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<GraphBuildOutcome> {
  try {
    const context = await started;
    try {
      const { metafile } = await context.rebuild();
      return { kind: "listed", inputs: metafile.inputs, named, asked };
    } finally {
      await context.dispose();
    }
  } catch (error) {
    const isEndOfScan =
      isBuildFailure(error) && error.errors.every(({ text }) => text === END_OF_SCAN);
    // Other errors are the user's build's as well, which shows them.
    return isEndOfScan ? { kind: "scanned", asked } : { kind: "failed" };
  }
}
