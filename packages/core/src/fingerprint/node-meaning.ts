import { staticKey } from "../marks/expressions.js";
import type { Node, NodeOf } from "../marks/syntax.js";
import { jsxAttributeValue, jsxChildren } from "./jsx-meaning.js";
import { NODE_FIELDS } from "./node-fields.js";

/** What stands for a part of a module: a value, a node still to be told of, or a list of such. */
export type Part = string | number | boolean | null | undefined | Node | readonly Part[];

/** A kind of syntax that fingerprints know nothing of. */
export class UnknownSyntaxError extends Error {
  override readonly name = "UnknownSyntaxError";
}

export interface MeaningContext {
  /** The text that the nodes' positions are in. */
  code: string;
  /** What is left of an expression without parentheses, casts and marks. */
  bare(node: Node): Node;
  /** Whether an item of a list is there when the module runs. */
  isKept(item: Node): boolean;
}

/**
 * What decides how a node runs, however it is written.
 *
 * @throws {UnknownSyntaxError}
 */
export function meaningOf(node: Node, context: MeaningContext): readonly Part[] {
  const { bare } = context;
  switch (node.type) {
    case "StringLiteral":
      return [node.value];
    case "NumericLiteral":
      return [String(node.value)];
    case "BigIntLiteral":
      return [BigInt(String(node.value).replaceAll("_", "")).toString()];
    case "RegExpLiteral":
      return [node.pattern, [...node.flags].sort().join("")];
    case "Directive":
      return [unixLines(node.value.value)];
    case "TemplateLiteral":
      return [node.quasis.map(({ value }) => value.cooked ?? null), node.expressions];
    case "TaggedTemplateExpression":
      return [node.tag, node.quasi.quasis.map(({ value }) => value.raw), node.quasi.expressions];
    // `a && (b && c)` is `a && b && c`, and formatters write it so.
    case "LogicalExpression":
      return [node.operator, operandsOf(node, bare)];
    // A function assigned to a name in parentheses is not named after it.
    case "AssignmentExpression":
      return [
        node.operator,
        isParenthesizedName(node.left) && isAnonymousFunction(bare(node.right)),
        node.left,
        node.right,
      ];
    case "ObjectProperty":
      return [node.computed, keyOf(node), setsNoPrototype(node), node.value];
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return [
        node.kind,
        "static" in node && node.static,
        "computed" in node && node.computed,
        keyOf(node),
        node.async,
        node.generator,
        node.params,
        node.body,
      ];
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      return [node.static, "computed" in node && node.computed, keyOf(node), node.value];
    case "ImportAttribute":
      return [staticKey(node.key, false), node.value];
    case "ImportSpecifier":
      return [staticKey(node.imported, false), node.local.name];
    case "ExportSpecifier":
      return [staticKey(node.local, false), staticKey(node.exported, false)];
    case "ExportNamespaceSpecifier":
      return [staticKey(node.exported, false)];
    case "ImportDeclaration":
      return [
        "phase" in node ? node.phase : null,
        mayBeLeftOut(node, context),
        node.specifiers,
        node.source,
        ...attributesOf(node),
      ];
    case "ExportNamedDeclaration":
      return [node.declaration, node.specifiers, node.source, ...attributesOf(node)];
    case "ExportAllDeclaration":
      return [node.source, ...attributesOf(node)];
    case "TSEnumDeclaration":
      return [node.const, node.declare, node.id, (node.body ?? node).members];
    case "TSEnumMember":
      return [staticKey(node.id, false), node.initializer];
    case "JSXElement":
      return [node.openingElement.name, node.openingElement.attributes, jsxChildren(node)];
    case "JSXFragment":
      return [jsxChildren(node)];
    case "JSXAttribute":
      return [node.name, jsxAttributeValue(node)];
    case "JSXText":
      return [node.value];
    default: {
      const fields = NODE_FIELDS[node.type];
      if (!fields) throw new UnknownSyntaxError(node.type);
      const values = node as unknown as Readonly<Record<string, Part>>;
      return fields.map((field) => values[field]);
    }
  }
}

function operandsOf(
  node: NodeOf<"LogicalExpression">,
  bare: MeaningContext["bare"],
): readonly Node[] {
  const operands: Node[] = [];
  // Not recursive: a generated chain of ten thousand terms is ten thousand levels deep.
  const pending: Node[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const operand = bare(next);
    if (operand.type === "LogicalExpression" && operand.operator === node.operator) {
      pending.push(operand.right, operand.left);
    } else {
      operands.push(operand);
    }
  }
  return operands;
}

function isParenthesizedName(left: Node): boolean {
  return left.type === "ParenthesizedExpression" && left.expression.type === "Identifier";
}

function isAnonymousFunction(right: Node): boolean {
  switch (right.type) {
    case "ArrowFunctionExpression":
      return true;
    case "FunctionExpression":
    case "ClassExpression":
      return !right.id;
    default:
      return false;
  }
}

type Keyed = Extract<Node, { key: Node }>;

/** `a`, `"a"` and `0x1`, `"1"` name one property. A private name is another one than its text. */
function keyOf(node: Keyed): Part {
  const isComputed = "computed" in node && node.computed === true;
  if (isComputed || node.key.type === "PrivateName") return node.key;
  return staticKey(node.key, false);
}

/** `{ __proto__: x }` sets the prototype, `{ __proto__ }` defines a property (ECMAScript, B.3.1). */
function setsNoPrototype(node: NodeOf<"ObjectProperty">): boolean {
  return node.shorthand === true && staticKey(node.key, false) === "__proto__";
}

/** The attributes, and whether they are written with the `assert` of an early draft. */
function attributesOf(
  node: NodeOf<"ImportDeclaration" | "ExportNamedDeclaration" | "ExportAllDeclaration">,
): readonly Part[] {
  return [node.attributes ?? [], node.extra?.deprecatedAssertSyntax === true];
}

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** TypeScript leaves out an import of which only types are used: `import {} from "a"`, never `import "a"`. */
function mayBeLeftOut(
  node: NodeOf<"ImportDeclaration">,
  { code, isKept }: MeaningContext,
): boolean {
  const head = code.slice(node.start ?? 0, node.source.start ?? 0).replace(COMMENTS, "");
  return head.includes("{") && !node.specifiers.some(isKept);
}

export function unixLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
