import type { TrackedDefinition } from "./definition.js";
import { formatLocation, InlineageError } from "./errors.js";

/**
 * The definitions of one bundle, sorted by name in code-unit order. One that was found twice is there once.
 *
 * @throws {InlineageError} `DUPLICATE_NAME` on two definitions with one name
 */
export function uniquelyNamed(
  definitions: readonly TrackedDefinition[],
): readonly TrackedDefinition[] {
  const byName = new Map<string, TrackedDefinition>();
  for (const definition of definitions) {
    const other = byName.get(definition.name);
    if (other && !samePlace(other, definition)) throw duplicateName(other, definition);
    byName.set(definition.name, definition);
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function samePlace(a: TrackedDefinition, b: TrackedDefinition): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

function duplicateName(a: TrackedDefinition, b: TrackedDefinition): InlineageError {
  const [first, second] = [a, b].sort((x, y) =>
    formatLocation(x) < formatLocation(y) ? -1 : 1,
  ) as [TrackedDefinition, TrackedDefinition];
  return new InlineageError({
    code: "DUPLICATE_NAME",
    message: `the name ${JSON.stringify(a.name)} is already taken by the tracked ${first.kind} at ${formatLocation(first)}`,
    remedy: `give one of the two a name of its own, for example tracked("${a.name}2").`,
    location: second,
    related: first,
  });
}
