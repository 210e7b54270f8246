import type { DefinitionScope, TrackedDefinition } from "../definition.js";
import type { ModuleGraph } from "../graph.js";
import type { FollowedDefinition } from "../manifest/describe-definitions.js";
import { uniquelyNamed } from "../unique-names.js";
import { createClosures } from "./closure.js";
import { distinctPackages, type ResolvedPackage } from "./packages.js";

export interface Followed {
  /** Sorted by name. */
  definitions: readonly FollowedDefinition[];
  /** Those that closures reach, sorted. */
  packages: readonly ResolvedPackage[];
}

/** Whether a definition's version follows what its file imports. */
export function isClosure(definition: TrackedDefinition, scope: DefinitionScope): boolean {
  return (definition.scope ?? scope) === "closure";
}

/**
 * The definitions of a bundle, sorted by name, each with the files its version follows.
 *
 * @param scope of those whose mark doesn't say
 * @param allPackages whether the packages that definitions reach matter even where their closures don't
 * @throws {InlineageError} `DUPLICATE_NAME`
 */
export function followDefinitions(
  graph: ModuleGraph,
  definitionsOf: (id: string) => readonly TrackedDefinition[],
  scope: DefinitionScope,
  allPackages: boolean,
): Followed {
  // One file can be several modules.
  const modules = new Map<string, string[]>();
  const found: TrackedDefinition[] = [];
  for (const id of graph.candidates ?? graph.ids) {
    for (const definition of definitionsOf(id)) {
      found.push(definition);
      modules.set(definition.file, [...(modules.get(definition.file) ?? []), id]);
    }
  }
  const definitions = uniquelyNamed(found);
  const areNeeded = allPackages || definitions.some((found) => isClosure(found, scope));
  const closureOf = areNeeded ? createClosures(graph) : undefined;
  const reached = new Set<ResolvedPackage>();
  const followed = definitions.map((definition): FollowedDefinition => {
    const { file } = definition;
    const isFollowed = isClosure(definition, scope);
    if (!closureOf || !(isFollowed || allPackages)) return { definition, files: [file] };
    const { files, packages } = closureOf(modules.get(file) ?? []);
    for (const found of packages) reached.add(found);
    if (!isFollowed) return { definition, files: [file] };
    return { definition, files: [file, ...files.filter((other) => other !== file)], packages };
  });
  return { definitions: followed, packages: distinctPackages(reached) };
}
