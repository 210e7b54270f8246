import { isPath, type Node, rangeOf, type SyntaxPath } from "./syntax.js";

/**
 * Automatic semicolon insertion (ECMAScript, 12.10) ends a statement only where the next token can't continue it.
 * What erasing leaves may continue the statement before it, where the mark could not.
 */

/** Which statements are gone. */
export type IsRemoved = (statement: Node) => boolean;

/** Whether a statement at this place that starts with `(`, `[` and the like would continue the one before it. */
export function continuesStatementBefore(
  statement: SyntaxPath,
  isRemoved: IsRemoved,
  code: string,
) {
  const { siblings, index } = placeOf(statement);
  if (index === undefined) return false;
  const before = siblings
    .slice(0, index)
    .filter((sibling) => !isRemoved(sibling))
    .at(-1);
  const previous = before ?? directivesBeside(statement).at(-1);
  return previous !== undefined && !endsByItself(previous, code);
}

/** Whether a semicolon must stay where a statement is removed. */
export function leavesSemicolon(
  statement: SyntaxPath,
  isRemoved: IsRemoved,
  code: string,
): boolean {
  const { siblings, index } = placeOf(statement);
  const next = index === undefined ? undefined : siblings[index + 1];
  if (!next || isRemoved(next)) return false;
  const isFirst = siblings.slice(0, index).every(isRemoved);
  if (isFirst && isBareString(next)) return true;
  const mayContinue = /[([`+\-/<]/.test(code.charAt(rangeOf(next).start));
  return mayContinue && continuesStatementBefore(statement, isRemoved, code);
}

/** Whether a class member needs a semicolon before it once its only decorator is gone: `a = 1 [b] = 2`. */
export function continuesMemberBefore(member: SyntaxPath, code: string): boolean {
  const { siblings, index = 0 } = placeOf(member);
  const before = siblings[index - 1];
  if (!before) return false;
  switch (before.type) {
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "StaticBlock":
      return false;
    default:
      return !endsWithSemicolon(before, code);
  }
}

/** The list a node is in, and where. Not in a list: the body of an `if` without braces. */
function placeOf({ parent, key, index }: SyntaxPath) {
  const list: unknown = parent && (parent.node as unknown as Record<string, unknown>)[key];
  return { siblings: Array.isArray(list) ? (list as readonly Node[]) : [], index };
}

function directivesBeside({ parent }: SyntaxPath): readonly Node[] {
  return isPath(parent, "Program", "BlockStatement") ? (parent.node.directives ?? []) : [];
}

/** It would become a directive as the first statement. */
function isBareString(statement: Node): boolean {
  return statement.type === "ExpressionStatement" && statement.expression.type === "StringLiteral";
}

function endsByItself(statement: Node, code: string): boolean {
  switch (statement.type) {
    case "BlockStatement":
    case "ClassDeclaration":
    case "FunctionDeclaration":
    case "SwitchStatement":
    case "TryStatement":
      return true;
    default:
      return endsWithSemicolon(statement, code);
  }
}

function endsWithSemicolon(node: Node, code: string): boolean {
  return code.charAt(rangeOf(node).end - 1) === ";";
}
