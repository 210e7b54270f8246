import { InlineageError } from "../errors.js";
import { EMITTED } from "../manifest/emitted-form.js";
import { parseSource } from "../marks/parse-source.js";
import { isPath, type Node, type NodeOf, walkSyntax } from "../marks/syntax.js";

/** A table of constants as a built file holds it, whatever became of it. */
export interface BuiltTable {
  form: keyof typeof EMITTED;
  /** Name to constant; `undefined` for what isn't one. */
  constants: ReadonlyMap<string, unknown>;
}

/** A text without these words holds none. */
const HINT = /\bfreeze\b.*\binlineage\b/s;

/**
 * Finds the constants in built JavaScript by parsing it: minified or not, in a chunk with others, or as text for `eval`
 * as webpack's development builds have it.
 *
 * @param file for messages
 * @throws {InlineageError} `SYNTAX_ERROR`
 */
export function constantsIn(code: string, file: string): BuiltTable[] {
  if (!HINT.test(code)) return [];
  const { tree } = parseSource(code, file);
  const found: BuiltTable[] = [];
  const strings = new Map<string, string | undefined>();
  const tables: [BuiltTable["form"], Node | undefined][] = [];
  walkSyntax(tree.program, (path) => {
    if (isPath(path, "CallExpression")) {
      const form = formOf(path.node);
      if (form) tables.push([form, path.node.arguments[0]]);
    } else if (isPath(path, "VariableDeclarator") && path.node.id.type === "Identifier") {
      const { name } = path.node.id;
      // Of two with one name, in scopes of their own, neither is taken for sure.
      strings.set(name, strings.has(name) ? undefined : textOf(path.node.init));
    }
    const text = isPath(path, "StringLiteral", "TemplateLiteral") ? textOf(path.node) : undefined;
    if (text !== undefined && HINT.test(text)) found.push(...tablesInText(text, file));
  });
  for (const [form, table] of tables) {
    const constants = constantOf(table, strings);
    found.push({ form, constants: isTable(constants) ? constants : UNREADABLE });
  }
  return found;
}

/** What a table that isn't written out any more has for its only constant. */
const UNREADABLE: BuiltTable["constants"] = new Map([["", undefined]]);

/** Text that only looks like code holds no constants. */
function tablesInText(text: string, file: string): BuiltTable[] {
  try {
    return constantsIn(text, file);
  } catch (error) {
    if (error instanceof InlineageError) return [];
    throw error;
  }
}

/** `Object.freeze(TABLE, "inlineage")` */
function formOf(call: NodeOf<"CallExpression">): BuiltTable["form"] | undefined {
  const mark =
    isFreeze(call) && call.arguments.length === 2 ? textOf(call.arguments[1]) : undefined;
  if (mark === EMITTED.versions) return "versions";
  return mark === EMITTED.manifest ? "manifest" : undefined;
}

function isFreeze({ callee }: NodeOf<"CallExpression">): boolean {
  if (callee.type !== "MemberExpression") return false;
  const { property, computed } = callee;
  return (
    (property.type === "Identifier" && !computed ? property.name : textOf(property)) === "freeze"
  );
}

/** @returns a text, a number, `null`, or a list or map of them, frozen or not; `undefined` for all else */
function constantOf(
  expression: Node | null | undefined,
  strings: ReadonlyMap<string, string | undefined>,
): unknown {
  const node = bare(expression);
  switch (node?.type) {
    case "Identifier":
      return strings.get(node.name);
    case "NullLiteral":
      return null;
    case "NumericLiteral":
      return node.value;
    case "CallExpression":
      return isFreeze(node) ? constantOf(node.arguments[0], strings) : undefined;
    case "ArrayExpression":
      return node.elements.map((element) => constantOf(element, strings));
    case "ObjectExpression":
      return new Map(
        node.properties.map((property): [string, unknown] => {
          if (property.type !== "ObjectProperty") return ["", undefined];
          return [keyOf(property), constantOf(property.value, strings)];
        }),
      );
    default:
      return textOf(node);
  }
}

function keyOf({ key, computed }: NodeOf<"ObjectProperty">): string {
  if (key.type === "Identifier" && !computed) return key.name;
  // A minifier takes the quotes off a name that is a number.
  return key.type === "NumericLiteral" ? String(key.value) : (textOf(key) ?? "");
}

function isTable(constant: unknown): constant is ReadonlyMap<string, unknown> {
  return constant instanceof Map;
}

function bare(node: Node | null | undefined): Node | null | undefined {
  return node?.type === "ParenthesizedExpression" ? bare(node.expression) : node;
}

/** A constant text, as a minifier may write it. */
function textOf(node: Node | null | undefined): string | undefined {
  const expression = bare(node);
  if (expression?.type === "StringLiteral") return expression.value;
  if (expression?.type !== "TemplateLiteral" || expression.expressions.length > 0) return undefined;
  return expression.quasis[0]?.value.cooked ?? undefined;
}
