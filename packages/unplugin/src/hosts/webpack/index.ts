import type { Compilation, Compiler, Dependency, Module } from "webpack";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { apart } from "./apart.js";
import { addHost, NAME } from "./host.js";
import { isOnlyOne } from "./only-one.js";
import { addSkipped } from "./skipped/build.js";
import { reach } from "./skipped/reach.js";

const ESCAPED_BY = "\0";

/** Before webpack's own `VirtualUrlPlugin`, which throws on every `virtual:` address it was not given. */
const EARLY = -10_000;

export function webpackHost(context: PluginContext): (compiler: Compiler) => void {
  return (compiler) => {
    if (!isOnlyOne<Compilation>(compiler, NAME)) return;
    compiler.hooks.compilation.tap(NAME, (_compilation, { normalModuleFactory }) => {
      normalModuleFactory.hooks.resolveForScheme
        .for("virtual")
        .tap({ name: NAME, stage: EARLY }, (data) => {
          if (data.resource !== VIRTUAL_ID) return undefined;
          // What the rules are asked about; left empty for schemes.
          data.path = VIRTUAL_ID;
          return true;
        });
    });
    // Asked for before webpack fills in its own default: a function that trusts the modules of packages only.
    const { unsafeCache } = compiler.options.module;
    const skipped = addSkipped<Compilation>(compiler, apart(compiler));
    addHost<Compilation>(compiler, context, {
      reach(compilation, _modules, wasTransformed) {
        const reachedNow = () => [...reachedModules(compilation)];
        return reach<Compilation>(compiler, compilation, {
          build: context.build,
          skipped,
          modules: reachedNow(),
          reachedNow,
          skipsUnused: false,
          escapedBy: ESCAPED_BY,
          wasTransformed,
        });
      },
      drop: skipped.drop,
      escapedBy: ESCAPED_BY,
      mayHoldMarks(file) {
        // The user's: an edited file keeps the loaders that it had.
        if (unsafeCache) return true;
        const content = readThrough(compiler, file);
        return content === undefined || context.build.mayHoldMarks(content);
      },
    });
  };
}

/** webpack's file system keeps what is read, so the module's own build doesn't read the file a second time. */
function readThrough({ inputFileSystem }: Compiler, file: string): string | undefined {
  try {
    return inputFileSystem?.readFileSync?.(file).toString();
  } catch {
    // Not a file (`file.ts!=!loader!other.vue`).
    return undefined;
  }
}

/** `compilation.modules` holds more: what was only prefetched, or run by a loader (`this.importModule`). */
function reachedModules(compilation: Compilation): ReadonlySet<Module> {
  const { moduleGraph } = compilation;
  const reached = new Set<Module>();
  for (const dependency of entryDependencies(compilation)) {
    const module = moduleGraph.getModule(dependency);
    if (module) reached.add(module);
  }
  // A set is iterated in the order of insertion, up to what was added meanwhile.
  for (const module of reached) {
    for (const connection of moduleGraph.getOutgoingConnections(module)) {
      if (connection.module) reached.add(connection.module);
    }
  }
  return reached;
}

function* entryDependencies({ entries, globalEntry }: Compilation): Generator<Dependency> {
  for (const { dependencies, includeDependencies } of [globalEntry, ...entries.values()]) {
    yield* dependencies;
    yield* includeDependencies;
  }
}
