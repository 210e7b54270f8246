import type { UnmarkedNodes } from "../marks/erase-marks.js";
import { unwrap } from "../marks/expressions.js";
import { isModule } from "../marks/module-syntax.js";
import type { ParsedSource } from "../marks/parse-source.js";
import type { Node } from "../marks/syntax.js";
import { runsNothing } from "../marks/type-syntax.js";
import { jsxPragmas } from "./jsx-meaning.js";
import { metadataTypes } from "./metadata-types.js";
import { meaningOf, type Part } from "./node-meaning.js";

const NO_MARKS: UnmarkedNodes = { gone: new Set(), standIns: new Map() };

/** Ends a node or a list. */
const END_NODE = Symbol(")");
const END_LIST = Symbol("]");

/**
 * One text for all ways to write what a module does: without comments, white space, types, parentheses, optional
 * punctuation, spellings of literals, and marks.
 *
 * It reads as `(Type part part …)`, lists as `[part …]`, texts in JSON's quotes, nothing and `false` as `-`, `true`
 * as `+`.
 *
 * @throws {UnknownSyntaxError}
 */
export function canonicalModule({ code, tree }: ParsedSource, unmarked = NO_MARKS): string {
  const { gone, standIns } = unmarked;
  const written: string[] = [];
  let hasJsx = false;
  // Not recursive: a generated sum of ten thousand terms is ten thousand levels deep.
  const pending: (Part | typeof END_NODE | typeof END_LIST)[] = [tree.program];
  while (pending.length > 0) {
    const part = pending.pop();
    if (part === END_NODE) written.push(")");
    else if (part === END_LIST) written.push("]");
    else if (part === null || part === undefined || part === false) written.push("-");
    else if (part === true) written.push("+");
    else if (typeof part === "string" || typeof part === "number")
      written.push(JSON.stringify(part));
    else if (isList(part)) {
      written.push("[");
      pending.push(END_LIST);
      pushReversed(pending, part.filter(isKept));
    } else if (typeof part === "object") {
      const node = bare(part);
      if (node.type.startsWith("JSX")) hasJsx = true;
      written.push(`(${node.type} `);
      pending.push(END_NODE);
      const decoration = decorationOf(node);
      if (decoration.length > 0) pending.push(decoration);
      pushReversed(pending, meaningOf(node, { code, bare, isKept }));
    }
  }
  const pragmas = hasJsx ? jsxPragmas(tree.comments ?? []) : [];
  // What erasing removes with the last import it makes up for.
  const isCounted = (node: Node) => node.type === "ImportDeclaration" || !gone.has(node);
  const goal = isModule(tree.program.body, isCounted) ? "module" : "script";
  return JSON.stringify([goal, ...pragmas]) + written.join("");

  function isKept(part: Part): boolean {
    if (typeof part !== "object" || part === null || isList(part)) return true;
    return !gone.has(part) && !runsNothing(part);
  }

  /** Decorators, and the types that a compiler may hand them. */
  function decorationOf(node: Node): readonly Part[] {
    const decorators = "decorators" in node ? (node.decorators ?? []).filter(isKept) : [];
    const isClass = node.type === "ClassDeclaration" || node.type === "ClassExpression";
    return isClass ? [...decorators, ...metadataTypes(node, isKept)] : decorators;
  }

  function bare(node: Node): Node {
    let inner = unwrap(node);
    for (let next = standIns.get(inner); next; next = standIns.get(inner)) inner = unwrap(next);
    return inner;
  }
}

function isList(part: Part | symbol): part is readonly Part[] {
  return Array.isArray(part);
}

function pushReversed(pending: unknown[], parts: readonly Part[]): void {
  for (let index = parts.length - 1; index >= 0; index--) pending.push(parts[index]);
}
