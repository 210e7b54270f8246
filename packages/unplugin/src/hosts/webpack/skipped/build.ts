import { fileURLToPath } from "node:url";
import type { Compilation, Compiler, Module, ModuleOf } from "../compiler.js";
import type { ConnectedOptions } from "./connected-loader.js";

/** How a bundler builds a module that is no part of the bundle. */
export interface Apart<C extends Compilation> {
  /**
   * Builds it, and all that it imports, in the layer `APART`. Nothing is built of what can't be found, or is ignored:
   * only who asks for it needs to be told.
   */
  build(request: string, importer: ModuleOf<C>, compilation: C): Promise<Module | undefined>;
  /** Leaves the compilation as if nothing had been built. */
  drop(compilation: C): void;
}

export interface Connected {
  /** With queries, as the bundler writes them. */
  resources: ReadonlySet<string>;
  files: ReadonlySet<string>;
}

export interface Skipped<C extends Compilation> {
  /**
   * Builds what these modules import and the bundler has skipped.
   *
   * @param connected what the bundle's own module graph holds
   * @returns by importer, what it imports without a connection
   */
  buildFor(
    importers: readonly ModuleOf<C>[],
    compilation: C,
    connected: Connected,
  ): Promise<ReadonlyMap<Module, readonly Module[]>>;
  drop(compilation: C): void;
}

/** The layer that keeps them apart. */
export const APART = "unplugin-inlineage/skipped";

const LOADER = fileURLToPath(new URL("./connected-loader.js", import.meta.url));

/**
 * Builds what the bundler skips of modules without side effects, for the table alone: in a layer of its own, so that a
 * module of the bundle that is imported there stays as it is, and to be dropped before anything is made of it.
 */
export function addSkipped<C extends Compilation>(
  { options }: Compiler<C>,
  apart: Apart<C>,
): Skipped<C> {
  const working = new Map<object, Connected>();
  const loaderOptions: ConnectedOptions = {
    isConnected: (compilation, resource) =>
      working.get(compilation)?.resources.has(resource) ?? false,
  };
  // As the first of the `post` rules, its loader is the first that is asked.
  options.module.rules.unshift({
    // Apart, as Rspack answers this itself.
    issuerLayer: APART,
    rules: [
      {
        enforce: "post",
        // A loader costs more than all the rest of building a module.
        test: (file: string) => [...working.values()].some(({ files }) => files.has(file)),
        use: [{ loader: LOADER, ident: APART, options: loaderOptions }],
      },
    ],
  });
  // The last word, so that no rule of the user's puts a module into a layer of the bundle.
  options.module.rules.push({ issuerLayer: APART, layer: APART });

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
              requests.map((request) => apart.build(request, importer, compilation)),
            );
            const found = modules.filter((module) => module !== undefined);
            if (found.length > 0) built.set(importer, found);
          }),
        );
      } finally {
        working.delete(compilation);
      }
      return built;
    },
    drop: apart.drop,
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
