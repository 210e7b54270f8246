import { literalText, unwrap } from "./expressions.js";
import { markError } from "./mark-error.js";
import type { DefinitionName } from "./name-definition.js";
import type { ParsedSource } from "./parse-source.js";
import type { Node } from "./syntax.js";

/** The keys of a snapshot that are no definition's. */
const RESERVED_NAMES = new Set(["aggregated_version", "hostname", "versioning_timestamp"]);

/**
 * The name that a mark's argument spells out.
 *
 * @throws {InlineageError} `INVALID_NAME`
 */
export function readName(argument: Node, source: ParsedSource): string {
  const name = literalText(unwrap(argument));
  const problem = problemOf(name);
  if (name !== undefined && problem === undefined) return name;
  throw markError(source, argument, {
    code: "INVALID_NAME",
    message: `the name of a tracked definition ${problem}`,
    remedy: 'write the name in quotes, as in @tracked("name") or tracked("name", fn).',
  });
}

function problemOf(name: string | undefined): string | undefined {
  if (name === undefined) return "must be a string literal: it is read without running the code";
  if (name === "") return "is empty";
  return /\p{Surrogate}/u.test(name) ? "is not valid Unicode" : undefined;
}

/**
 * The name a definition has without one in its mark.
 *
 * @param node the mark
 * @param example how to write this mark with a name
 * @throws {InlineageError} `UNNAMED_DEFINITION`
 */
export function inferredName(
  result: DefinitionName,
  node: Node,
  source: ParsedSource,
  example: string,
): string {
  if ("name" in result) return result.name;
  const message = {
    anonymous: "this definition has no name of its own",
    "anonymous-class": "the class of this member has no name",
    "computed-key": "the name of this definition is known only when the code runs",
  }[result.nameless];
  const remedy = `name it in the mark: ${example}.`;
  throw markError(source, node, { code: "UNNAMED_DEFINITION", message, remedy });
}

/** @throws {InlineageError} `RESERVED_NAME` */
export function notReserved(name: string, node: Node, source: ParsedSource): string {
  const isPackage = name.startsWith("npm:");
  if (!isPackage && !RESERVED_NAMES.has(name)) return name;
  const owner = isPackage ? "packages are called so" : "every snapshot has a field called so";
  throw markError(source, node, {
    code: "RESERVED_NAME",
    message: `the name "${name}" is taken: ${owner}`,
    remedy: 'choose another name, as in @tracked("name") or tracked("name", fn).',
  });
}
