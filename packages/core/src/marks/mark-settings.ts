import type { DefinitionScope } from "../definition.js";
import { literalText, staticKey, unwrap } from "./expressions.js";
import { markError } from "./mark-error.js";
import { readName } from "./mark-name.js";
import type { ParsedSource } from "./parse-source.js";
import type { Node } from "./syntax.js";

/** What a mark says beside what it marks. */
export interface MarkSettings {
  name?: string;
  scope?: DefinitionScope;
}

const EXAMPLE = 'write { name: "name", scope: "closure" }, or one of the two.';

/**
 * Reads the argument of a mark that is not what it marks: a name, or an object with `name` and `scope`.
 *
 * @throws {InlineageError} `INVALID_NAME`, and `UNSUPPORTED_MARK` on anything but these two
 */
export function readSettings(argument: Node, source: ParsedSource): MarkSettings {
  const object = unwrap(argument);
  if (object.type !== "ObjectExpression") return { name: readName(argument, source) };
  const settings: MarkSettings = {};
  for (const property of object.properties) {
    const isPlain = property.type === "ObjectProperty" && !property.computed;
    const key = isPlain ? staticKey(property.key, false) : undefined;
    if (isPlain && key === "name") settings.name = readName(property.value, source);
    else if (isPlain && key === "scope") settings.scope = readScope(property.value, source);
    else {
      throw unsupported(property, `a mark takes a name and a scope, and ${what(key)}`, source);
    }
  }
  return settings;
}

/** Whether an argument is an object that says something a mark can say. */
export function isSettings(argument: Node): boolean {
  const object = unwrap(argument);
  if (object.type !== "ObjectExpression") return false;
  return object.properties.some((property) => {
    const key = property.type === "ObjectProperty" ? staticKey(property.key, false) : undefined;
    return key === "name" || key === "scope";
  });
}

function readScope(value: Node, source: ParsedSource): DefinitionScope {
  const scope = literalText(unwrap(value));
  if (scope === "file" || scope === "closure") return scope;
  throw unsupported(
    value,
    'the scope of a mark must be "file" or "closure", in quotes: it is read without running the code',
    source,
  );
}

function what(key: string | undefined): string {
  return key === undefined
    ? "reads them without running the code"
    : `nothing called ${JSON.stringify(key)}`;
}

function unsupported(node: Node, message: string, source: ParsedSource) {
  return markError(source, node, { code: "UNSUPPORTED_MARK", message, remedy: EXAMPLE });
}
