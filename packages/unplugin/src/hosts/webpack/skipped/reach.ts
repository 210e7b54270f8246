import { fileURLToPath } from "node:url";
import { type Build, PACKAGE_ID } from "@inlineage/core";
import type { Compilation, Compiler, Module, ModuleOf, NormalModule } from "../compiler.js";
import type { Reached } from "../graph.js";
import { type ResourceEscape, resourcePath } from "../resource.js";
import type { Skipped } from "./build.js";

/** Where the loaders are. */
const OWN = fileURLToPath(new URL("../..", import.meta.url));

export interface ReachOptions<C extends Compilation> {
  build: Build;
  skipped: Skipped<C>;
  /** What the bundle's entries reach. */
  modules: readonly ModuleOf<C>[];
  /** The same, with what has been built since. */
  reachedNow(): readonly ModuleOf<C>[];
  /** Whether a module without side effects is skipped itself where nothing of it is used. */
  skipsUnused: boolean;
  escapedBy: ResourceEscape;
  /** As in core's `ModuleGraph`. */
  wasTransformed(id: string): boolean;
}

/**
 * The modules that the bundle's entries reach, with those that the bundler skips where a first-party module imports
 * them: in every other bundler they are part of the module graph.
 */
export async function reach<C extends Compilation>(
  { webpack }: Compiler<C>,
  compilation: C,
  options: ReachOptions<C>,
): Promise<Reached> {
  const { build, skipped, modules, escapedBy } = options;
  const resources = new Set<string>();
  const files = new Set<string>();
  const ownFiles = new Set<string>();
  const unconnected = new Map<string, readonly Module[]>();
  const followed = new Set<string>();

  /** @returns the first-party modules among them */
  function addModules(modules: readonly ModuleOf<C>[]): ModuleOf<C>[] {
    const added: ModuleOf<C>[] = [];
    for (const module of modules) {
      if (!(module instanceof webpack.NormalModule)) continue;
      const { resource } = module as unknown as NormalModule;
      const file = resourcePath(resource, escapedBy);
      resources.add(resource);
      files.add(file);
      if (PACKAGE_ID.test(file) && !build.isCandidateId(file)) continue;
      ownFiles.add(file);
      added.push(module);
    }
    return added;
  }

  async function follow(firstParty: readonly ModuleOf<C>[]): Promise<void> {
    let importers = firstParty.filter((module) => !followed.has(module.identifier()));
    while (importers.length > 0) {
      const known = new Set(all.map((module) => module.identifier()));
      for (const importer of importers) followed.add(importer.identifier());
      const built = await skipped.buildFor(importers, compilation, connected);
      if (built.size === 0) return;
      for (const [importer, imported] of built) unconnected.set(importer.identifier(), imported);
      all = options.reachedNow();
      importers = addModules(all.filter((module) => !known.has(module.identifier())));
    }
  }

  let all = modules;
  const firstParty = addModules(modules);
  const connected = { resources: new Set(resources), files: new Set(files) };
  // What nothing was used of has been looked for, as loaders are, but no module was made of it.
  const isAbsent = (file: string) =>
    !files.has(file) && build.isCandidateId(file) && !file.startsWith(OWN);
  const isAnyAbsent = options.skipsUnused && [...compilation.fileDependencies].some(isAbsent);
  await follow(firstParty.filter((module) => isAnyAbsent || module.factoryMeta?.sideEffectFree));
  // Only then does it matter what a module imports that is there all the same, or is no code.
  if (options.skipsUnused && build.followed({ ids: ownFiles, ...options }).length > 0) {
    await follow(firstParty);
  }

  const dropped = [...files].filter((file) => !connected.files.has(file));
  return { modules: all, unconnected, dropped };
}
