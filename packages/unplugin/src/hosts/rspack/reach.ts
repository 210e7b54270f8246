import { fileURLToPath } from "node:url";
import { type Build, PACKAGE_ID } from "@inlineage/core";
import type { Compilation, Compiler, Module } from "@rspack/core";
import type { Reached } from "../webpack/graph.js";
import { type ResourceEscape, resourcePath } from "../webpack/resource.js";
import type { Skipped } from "./skipped.js";

export const ESCAPED_BY: ResourceEscape = "\u200b";

/** Where the loaders are. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

export interface ReachOptions {
  build: Build;
  skipped: Skipped;
  /** All that the compilation has. */
  modules: readonly Module[];
  /** As in core's `ModuleGraph`. */
  wasTransformed(id: string): boolean;
}

/**
 * The modules that the bundle's entries reach, with those that Rspack skips where a first-party module imports them:
 * in every other bundler they are part of the module graph.
 */
export async function reach(
  { webpack }: Compiler,
  compilation: Compilation,
  { build, skipped, modules, wasTransformed }: ReachOptions,
): Promise<Reached> {
  const resources = new Set<string>();
  const files = new Set<string>();
  const ownFiles = new Set<string>();
  const unconnected = new Map<string, readonly Module[]>();
  const followed = new Set<string>();

  /** @returns the first-party modules among them */
  function addModules(modules: readonly Module[]): Module[] {
    const added: Module[] = [];
    for (const module of modules) {
      if (!(module instanceof webpack.NormalModule)) continue;
      const { resource } = module;
      const file = resourcePath(resource, ESCAPED_BY);
      resources.add(resource);
      files.add(file);
      if (PACKAGE_ID.test(file) && !build.isCandidateId(file)) continue;
      ownFiles.add(file);
      added.push(module);
    }
    return added;
  }

  async function follow(firstParty: readonly Module[]): Promise<void> {
    let importers = firstParty.filter((module) => !followed.has(module.identifier()));
    while (importers.length > 0) {
      const known = new Set(all.map((module) => module.identifier()));
      for (const importer of importers) followed.add(importer.identifier());
      const built = await skipped.buildFor(importers, compilation, connected);
      for (const [importer, imported] of built) unconnected.set(importer.identifier(), imported);
      all = [...compilation.modules];
      importers = addModules(all.filter((module) => !known.has(module.identifier())));
    }
  }

  let all = modules;
  const firstParty = addModules(modules);
  const connected = { resources: new Set(resources), files: new Set(files) };
  // What nothing was used of has been looked for, as loaders are, but no module was made of it.
  const isAbsent = (file: string) =>
    build.isCandidateId(file) && !files.has(file) && !file.startsWith(OWN);
  const isAnyAbsent = [...compilation.fileDependencies].some(isAbsent);
  await follow(firstParty.filter((module) => isAnyAbsent || module.factoryMeta.sideEffectFree));
  // Only then does it matter what a module imports that is there all the same, or is no code.
  if (build.followed({ ids: ownFiles, wasTransformed }).length > 0) await follow(firstParty);

  // Rspack doesn't watch what it drops.
  for (const file of files) {
    if (!connected.files.has(file)) compilation.fileDependencies.add(file);
  }
  return { modules: all, unconnected };
}
