import type { BuildContext, Metafile, PluginBuild } from "esbuild";
import { companionOptions } from "./companion-build.js";
import type { Pass } from "./pass.js";

/** What another build of the same code, made for its list of files, had to say. */
export type GraphBuildOutcome =
  | {
      readonly kind: "listed";
      readonly inputs: Metafile["inputs"];
      /** The paths this plugin was asked to load: no other plugin was first. */
      readonly asked: ReadonlySet<string>;
    }
  | { readonly kind: "failed" };

export interface GraphBuild {
  readonly outcome: Promise<GraphBuildOutcome>;
  /** For when its answer isn't needed any more. */
  cancel(): void;
}

/**
 * esbuild tells no plugin when its module graph is complete, but `metafile` lists every file a finished build
 * reached, before tree-shaking.
 *
 * Only what can't change the graph differs from the user's build. `minify` can: with it constants are inlined, and
 * an import inside `if (constant)` is left out; it also decides what `process.env.NODE_ENV` is in a browser.
 */
export function startGraphBuild(
  build: PluginBuild,
  pass: Pass,
  filters: readonly RegExp[],
): GraphBuild {
  const asked = new Set<string>();
  const options = companionOptions(build, {
    kind: "graph",
    filters,
    load(args) {
      asked.add(args.path);
      return pass.answer(args);
    },
  });
  const started = build.esbuild.context({
    ...options,
    metafile: true,
    write: false,
    sourcemap: false,
  });
  return {
    outcome: outcomeOf(started, asked),
    cancel() {
      void started.then((context) => context.cancel()).catch(() => {});
    },
  };
}

async function outcomeOf(
  started: Promise<BuildContext<{ metafile: true }>>,
  asked: ReadonlySet<string>,
): Promise<GraphBuildOutcome> {
  try {
    const context = await started;
    try {
      const { metafile } = await context.rebuild();
      return { kind: "listed", inputs: metafile.inputs, asked };
    } finally {
      await context.dispose();
    }
  } catch {
    // The user's build has the same errors, and shows them.
    return { kind: "failed" };
  }
}
