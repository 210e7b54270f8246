import type { Node, SyntaxPath } from "./syntax.js";

/** Syntax that stands around an expression without changing its value. */
const WRAPPERS: ReadonlySet<Node["type"]> = new Set([
  "ParenthesizedExpression",
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TypeCastExpression",
] as const);

/** The expression inside parentheses, casts and the like. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (WRAPPERS.has(inner.type) && "expression" in inner) inner = inner.expression as Node;
  return inner;
}

/** The outermost of the parentheses, casts and the like around an expression. */
export function outermost(path: SyntaxPath): SyntaxPath {
  let outer = path;
  while (outer.parent && outer.key === "expression" && WRAPPERS.has(outer.parent.node.type)) {
    outer = outer.parent;
  }
  return outer;
}

/** The text of a string, or of a template without expressions. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (node?.type === "StringLiteral") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

/** The name a key or a member spells out; `undefined` when only running the code can tell. */
export function staticKey(key: Node, computed: boolean): string | undefined {
  if (computed) return literalText(key);
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateName") return `#${key.id.name}`;
  if (key.type === "NumericLiteral") return String(key.value);
  if (key.type === "BigIntLiteral") return key.value;
  return literalText(key);
}
