import { afterBlanks, ownLine } from "./own-line.js";
import type { SourceEdits } from "./source-edits.js";
import { type IsRemoved, leavesSemicolon } from "./statement-ends.js";
import {
  isPath,
  type Node,
  type PathOf,
  rangeOf,
  type SyntaxPath,
  type TextRange,
} from "./syntax.js";
import type { UnusedBindings } from "./unused-bindings.js";

/** The statements that go as a whole, because nothing they declare is used. */
export function findUnusedStatements(
  declarations: readonly SyntaxPath[],
  { parts, declarations: unused }: UnusedBindings,
): ReadonlySet<Node> {
  const statements = new Set<Node>();
  for (const { node } of declarations) {
    const isUnused =
      node.type === "ImportDeclaration"
        ? node.specifiers.every((specifier) => parts.has(specifier))
        : node.type === "VariableDeclaration"
          ? node.declarations.every((declarator) => unused.has(declarator))
          : unused.has(node);
    if (isUnused) statements.add(node);
  }
  return statements;
}

/** Removes what is unused in a statement that stays. */
export function removeUnusedParts(
  statement: SyntaxPath,
  { parts, declarations }: UnusedBindings,
  edits: SourceEdits,
): void {
  if (isPath(statement, "ImportDeclaration")) {
    removeSpecifiers(statement, parts, edits);
  } else if (isPath(statement, "VariableDeclaration")) {
    const declarators = statement.node.declarations;
    removeItems(declarators, (node) => declarations.has(node as Node), edits);
    for (const declarator of declarators) {
      if (declarations.has(declarator) || declarator.id.type !== "ObjectPattern") continue;
      removeItems(declarator.id.properties, (node) => parts.has(node as Node), edits);
    }
  }
}

/**
 * Removes a statement, all but its line breaks.
 *
 * @param replacement what to put in its place
 */
export function removeStatement(
  statement: SyntaxPath,
  isRemoved: IsRemoved,
  edits: SourceEdits,
  replacement = "",
): void {
  const { code, commentsWithin } = edits.trivia;
  const { start, end } = rangeOf(statement.node);
  const left = replacement || (leavesSemicolon(statement, isRemoved, code) ? ";" : "");
  edits.removeWithinLines(start, end);
  if (left) {
    edits.insert(start, left);
  } else if (commentsWithin(start, end).length === 0) {
    const line = ownLine(code, start, end);
    if (line) edits.remove(line.start, start);
    edits.remove(end, line?.end ?? afterBlanks(code, end));
  }
}

function removeSpecifiers(
  { node }: PathOf<"ImportDeclaration">,
  parts: ReadonlySet<Node>,
  edits: SourceEdits,
): void {
  const { specifiers } = node;
  const [first] = specifiers;
  const named = specifiers.filter(({ type }) => type === "ImportSpecifier");
  if (first?.type !== "ImportDefaultSpecifier" || specifiers.length === 1) {
    removeItems(named, (specifier) => parts.has(specifier as Node), edits);
    return;
  }
  // `import first, second from`, where second is a list in braces or a namespace.
  const { code, nextToken } = edits.trivia;
  const comma = nextToken(first.end ?? 0);
  let end = specifiers.at(-1)?.end ?? 0;
  if (named.length > 0) {
    const token = nextToken(end);
    end = nextToken(code.charAt(token) === "," ? token + 1 : token) + 1;
  }
  const second = { start: nextToken(comma + 1), end };
  const isSecondUnused = specifiers.slice(1).every((specifier) => parts.has(specifier));
  removeItems(
    [first, second],
    (item) => (item === second ? isSecondUnused : parts.has(first)),
    edits,
  );
  if (!isSecondUnused) removeItems(named, (specifier) => parts.has(specifier as Node), edits);
}

/** Removes some items of a list with commas between them; at least one stays, or nothing is done. */
function removeItems<Item extends Node | TextRange>(
  items: readonly Item[],
  isUnused: (item: Item) => boolean,
  edits: SourceEdits,
): void {
  const lastKept = items.findLastIndex((item) => !isUnused(item));
  if (lastKept === -1) return;
  for (const [index, item] of items.slice(0, lastKept).entries()) {
    const next = items[index + 1];
    if (next && isUnused(item)) edits.removeWithinLines(rangeOf(item).start, rangeOf(next).start);
  }
  const last = items.at(-1);
  const kept = items[lastKept];
  if (kept && last && kept !== last) edits.removeWithinLines(rangeOf(kept).end, rangeOf(last).end);
}
