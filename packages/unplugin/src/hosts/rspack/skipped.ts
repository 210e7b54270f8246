import { fileURLToPath } from "node:url";
import type { Compilation, Compiler, Module } from "@rspack/core";
import { withoutStack } from "../webpack/error.js";
import type { ConnectedOptions } from "./connected-loader.js";

export interface Connected {
  /** With queries, as Rspack writes them. */
  resources: ReadonlySet<string>;
  files: ReadonlySet<string>;
}

export interface Skipped {
  /**
   * Builds what these modules import and Rspack has skipped.
   *
   * @param connected what the bundle's own module graph holds
   * @returns by importer, what it imports without a connection
   */
  buildFor(
    importers: readonly Module[],
    compilation: Compilation,
    connected: Connected,
  ): Promise<ReadonlyMap<Module, readonly Module[]>>;
}

/** An entry that is taken away before anything is made of it, and the layer that keeps it apart. */
const ENTRY = "unplugin-inlineage/skipped";

const LOADER = fileURLToPath(new URL("./connected-loader.js", import.meta.url));

/**
 * Where a module has no side effects, Rspack builds neither what it hands on and nobody asks for
 * (`lazy_barrel_artifact.rs`), nor the module itself if nothing of it is used (`factorize.rs`). Both are built here as
 * if they were entries, in a layer of their own: a module of the bundle that they import stays as it is. As they are
 * no entries any more when Rspack finishes the module graph, it drops them then, with all that it said of them.
 */
export function addSkipped({ options, webpack }: Compiler): Skipped {
  const working = new Map<Compilation, Connected>();
  const loaderOptions: ConnectedOptions = {
    isConnected: (compilation, resource) =>
      working.get(compilation)?.resources.has(resource) ?? false,
  };
  // As the first of the `post` rules, its loader is the first that is asked.
  options.module.rules.unshift({
    // Apart, as Rspack answers this itself.
    issuerLayer: ENTRY,
    rules: [
      {
        enforce: "post",
        // A loader costs more than all the rest of building a module.
        test: (file) => [...working.values()].some(({ files }) => files.has(file)),
        use: [{ loader: LOADER, ident: ENTRY, options: loaderOptions }],
      },
    ],
  });

  /** Nothing is built of what can't be found, or is ignored: only who asks for it needs to be told. */
  function build(request: string, context = "", compilation: Compilation) {
    const dependency = webpack.EntryPlugin.createDependency(request);
    const entry = { name: ENTRY, layer: ENTRY };
    return new Promise<Module | undefined>((resolve, reject) => {
      compilation.addInclude(context, dependency, entry, (error, module) => {
        // With this option, Rspack has given up.
        if (error && compilation.options.bail) reject(withoutStack(error.message));
        else resolve(module);
      });
    });
  }

  return {
    async buildFor(importers, compilation, connected) {
      const built = new Map<Module, readonly Module[]>();
      working.set(compilation, connected);
      try {
        // All at once: Rspack collects what it is asked for.
        await Promise.all(
          importers.map(async (importer) => {
            const requests = skippedRequests(importer, compilation);
            const modules = await Promise.all(
              requests.map((request) => build(request, importer.context, compilation)),
            );
            const found = modules.filter((module) => module !== undefined);
            if (found.length > 0) built.set(importer, found);
          }),
        );
      } finally {
        working.delete(compilation);
        compilation.entries.delete(ENTRY);
      }
      return built;
    },
  };
}

function skippedRequests(module: Module, { moduleGraph }: Compilation): string[] {
  const requests = new Set<string>();
  for (const dependency of module.dependencies) {
    const { request } = dependency;
    if (request === undefined || dependency.category !== "esm") continue;
    if (!moduleGraph.getModule(dependency)) requests.add(request);
  }
  return [...requests];
}
