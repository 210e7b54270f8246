import type { DefinitionScope, TrackedDefinition } from "../definition.js";
import type { ModuleGraph } from "../graph.js";
import type { FollowedDefinition } from "../manifest/describe-definitions.js";
import { uniquelyNamed } from "../unique-names.js";
import { createClosures } from "./closure.js";

/** Whether a definition's version follows what its file imports. */
export function isClosure(definition: TrackedDefinition, scope: DefinitionScope): boolean {
  return (definition.scope ?? scope) === "closure";
}

/**
 * The definitions of a bundle, sorted by name, each with the files its version follows.
 *
 * @param scope of those whose mark doesn't say
 * @throws {InlineageError} `DUPLICATE_NAME`
 */
export function followDefinitions(
  graph: ModuleGraph,
  definitionsOf: (id: string) => readonly TrackedDefinition[],
  scope: DefinitionScope,
): FollowedDefinition[] {
  // One file can be several modules.
  const modules = new Map<string, string[]>();
  const found: TrackedDefinition[] = [];
  for (const id of graph.ids) {
    for (const definition of definitionsOf(id)) {
      found.push(definition);
      modules.set(definition.file, [...(modules.get(definition.file) ?? []), id]);
    }
  }
  const definitions = uniquelyNamed(found);
  const closuresNeeded = definitions.some((definition) => isClosure(definition, scope));
  const closureOf = closuresNeeded ? createClosures(graph) : undefined;
  return definitions.map((definition) => {
    const { file } = definition;
    if (!closureOf || !isClosure(definition, scope)) return { definition, files: [file] };
    const { files, packages } = closureOf(modules.get(file) ?? []);
    return { definition, files: [file, ...files.filter((other) => other !== file)], packages };
  });
}
