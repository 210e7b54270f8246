import type { Node, NodePath } from "@babel/traverse";

/**
 * Automatic semicolon insertion (ECMAScript, 12.10) ends a statement only where the next token can't continue it.
 * What erasing leaves may continue the statement before it, where the mark could not.
 */

/** Which statements are gone. */
export type IsRemoved = (statement: Node) => boolean;

/** Whether a statement at this place that starts with `(`, `[` and the like would continue the one before it. */
export function continuesStatementBefore(statement: NodePath, isRemoved: IsRemoved, code: string) {
  const siblings = siblingsOf(statement);
  if (!siblings) return false;
  const before = siblings
    .slice(0, Number(statement.key))
    .filter((sibling) => !isRemoved(sibling))
    .at(-1);
  const previous = before ?? directivesBeside(statement).at(-1);
  return previous !== undefined && !endsByItself(previous, code);
}

/** Whether a semicolon must stay where a statement is removed. */
export function leavesSemicolon(statement: NodePath, isRemoved: IsRemoved, code: string): boolean {
  const siblings = siblingsOf(statement);
  const index = Number(statement.key);
  const next = siblings?.[index + 1];
  if (!siblings || !next || isRemoved(next)) return false;
  const isFirst = siblings.slice(0, index).every(isRemoved);
  if (isFirst && isBareString(next)) return true;
  const mayContinue = /[([`+\-/<]/.test(code.charAt(next.start ?? 0));
  return mayContinue && continuesStatementBefore(statement, isRemoved, code);
}

/** Whether a class member needs a semicolon before it once its only decorator is gone: `a = 1 [b] = 2`. */
export function continuesMemberBefore(member: NodePath, code: string): boolean {
  const members = member.container;
  const before = Array.isArray(members) ? (members[Number(member.key) - 1] as Node) : undefined;
  switch (before?.type) {
    case undefined:
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "StaticBlock":
      return false;
    default:
      return !endsWithSemicolon(before as Node, code);
  }
}

function siblingsOf(statement: NodePath): readonly Node[] | undefined {
  return Array.isArray(statement.container) ? statement.container : undefined;
}

function directivesBeside({ parent }: NodePath): readonly Node[] {
  return (parent.type === "Program" || parent.type === "BlockStatement") && parent.directives
    ? parent.directives
    : [];
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

function endsWithSemicolon({ end }: Node, code: string): boolean {
  return code.charAt((end ?? 0) - 1) === ";";
}
