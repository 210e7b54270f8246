import { dirname } from "node:path";
import type { PluginContext } from "../../context.js";
import { createEntriesWatch } from "../watch-entries.js";
import { rebuildOnCommit } from "./commits.js";
import type { Compilation, Compiler, ModuleOf } from "./compiler.js";
import { withoutStack } from "./error.js";
import { graphOf, type Reached } from "./graph.js";
import type { ResourceEscape } from "./resource.js";
import { addMarkRule } from "./rule.js";
import { addVirtualModule } from "./virtual-module.js";

/** Where webpack and Rspack differ. */
export interface HostParts<C extends Compilation> {
  /**
   * What the bundle's entries reach.
   *
   * @param modules all that the compilation has
   * @param wasTransformed as in core's `ModuleGraph`
   */
  reach(
    compilation: C,
    modules: readonly ModuleOf<C>[],
    wasTransformed: (id: string) => boolean,
  ): Promise<Reached>;
  /** Undoes, when all is known, what `reach` has done to the compilation. */
  drop(compilation: C): void;
  /** Whether the text of a source file may hold marks; one that can't be read may. */
  mayHoldMarks(file: string): boolean;
  escapedBy: ResourceEscape;
}

export const NAME = "unplugin-inlineage";

/** After the plugins that add entries and modules in `finishMake`: HTML pages, module federation. */
const LATE = 10_000;

/**
 * Builds the virtual module twice: empty while the module graph grows, then again with the constants once it is
 * complete. What follows (concatenation, minification, content hashes, source maps) sees only these.
 */
export function addHost<C extends Compilation>(
  compiler: Compiler<C>,
  context: PluginContext,
  { reach, drop, mayHoldMarks, escapedBy }: HostParts<C>,
): void {
  const start = (warn: (message: string) => void, purpose?: "serve") =>
    context.start(compiler.context, warn, purpose);
  const logger = compiler.getInfrastructureLogger(NAME);
  const log = (message: string) => logger.warn(message);
  start(log);
  // The development servers watch, and so does who edits: what isn't committed is no error then.
  compiler.hooks.watchRun.tapPromise(NAME, async () => {
    start(log, "serve");
    for (const files of [compiler.modifiedFiles, compiler.removedFiles]) {
      for (const file of files ?? []) context.build.forget(file);
    }
  });

  const { wasTransformed, refuseLater } = addMarkRule(compiler, context, mayHoldMarks, NAME);
  const virtualModule = addVirtualModule(compiler, NAME, () => context.build.expectFinalize());
  const commits = rebuildOnCommit(compiler, NAME);
  const entries = createEntriesWatch(() => compiler.watching?.invalidate());
  compiler.hooks.watchClose.tap(NAME, () => entries.follow([]));

  // Child compilers share this hook: they have a module graph, and so constants, of their own.
  compiler.hooks.finishMake.tapPromise({ name: NAME, stage: LATE }, (compilation) => {
    // Once: Rspack makes the list anew each time it is asked.
    const modules = [...compilation.modules] as ModuleOf<C>[];
    return virtualModule.replaceIn(compilation, modules, async () => {
      const { files, directories } = await context.build.trackedPaths();
      for (const file of files) compilation.fileDependencies.add(file);
      if (compiler.watching) entries.follow(directories);
      const warnings: string[] = [];
      start((message) => warnings.push(message));
      try {
        const reached = await reach(compilation, modules, wasTransformed);
        for (const file of reached.dropped) {
          compilation.fileDependencies.add(file);
          refuseLater(file);
        }
        const graph = graphOf(compiler, compilation, { reached, escapedBy, wasTransformed });
        if (compiler.watching) {
          const own = [...graph.ids].filter(context.build.isCandidateId);
          await commits.follow([...own, ...files].map((file) => dirname(file)));
        }
        return await context.build.finalize(graph);
      } finally {
        // It drops the warnings of the others.
        drop(compilation);
        for (const message of warnings) compilation.warnings.push(withoutStack(message));
      }
    });
  });
}
