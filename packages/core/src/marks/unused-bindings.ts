import { literalText, unwrap } from "./expressions.js";
import type { Mark } from "./find-marks.js";
import type { MarkBinding } from "./mark-bindings.js";
import { mayDoSomething } from "./mark-modules.js";
import type { ParsedSource } from "./parse-source.js";
import {
  isPath,
  type Node,
  type NodeOf,
  rangeOf,
  type SyntaxPath,
  type TextRange,
} from "./syntax.js";

/** The declarations nobody uses once the marks are gone. */
export interface UnusedBindings {
  /** Specifiers of imports, properties of patterns. */
  parts: ReadonlySet<Node>;
  /** Whole declarators and `import x = …` declarations. */
  declarations: ReadonlySet<Node>;
}

/** Which names the marks alone used. A type that mentions a name uses it. */
export function findUnusedBindings(
  { mayBeUsedOutside }: ParsedSource,
  marks: readonly Mark[],
  bindings: readonly MarkBinding[],
): UnusedBindings {
  const parts = new Set<Node>();
  const declarations = new Set<Node>();
  const erased = marks.flatMap(erasedRanges);

  function removeDeclaration(node: Node): void {
    declarations.add(node);
    erased.push(rangeOf(node));
  }

  // An alias comes after what it is an alias of: when it goes, the other may.
  for (const { name, declaration, mentions } of bindings.toReversed()) {
    const isUsed = mentions.some(({ path }) => !erased.some((range) => isWithin(path.node, range)));
    if (isUsed || mayBeUsedOutside(name)) continue;
    switch (declaration.form) {
      case "specifier":
        parts.add(declaration.path.node);
        break;
      case "import-equals":
        removeDeclaration(declaration.path.node);
        break;
      case "declarator":
        if (isInStatementList(declaration.path.parent) && !runsModule(declaration.path.node)) {
          removeDeclaration(declaration.path.node);
        }
        break;
      case "property": {
        const pattern = declaration.path.parent;
        const declarator = pattern?.parent;
        if (!isPath(pattern, "ObjectPattern") || !isInStatementList(declarator?.parent)) break;
        if (isPath(declarator, "VariableDeclarator") && runsModule(declarator.node)) break;
        parts.add(declaration.path.node);
        const isEmpty = pattern.node.properties.every((part) => parts.has(part));
        if (isEmpty && declarator) removeDeclaration(declarator.node);
        break;
      }
    }
  }
  return { parts, declarations };
}

function erasedRanges(mark: Mark): TextRange[] {
  const whole = rangeOf(mark.path.node);
  if (mark.form === "decorator") return [whole];
  const kept = rangeOf(mark.argument);
  return [
    { start: whole.start, end: kept.start },
    { start: kept.end, end: whole.end },
  ];
}

function isWithin(node: Node, { start, end }: TextRange): boolean {
  const range = rangeOf(node);
  return range.start >= start && range.end <= end;
}

/** Whether the variable is of a module that may do something, and that is loaded for it: by `require` or `import()`. */
function runsModule({ init }: NodeOf<"VariableDeclarator">): boolean {
  let value = init && unwrap(init);
  while (value?.type === "MemberExpression" || value?.type === "AwaitExpression") {
    value = unwrap(value.type === "AwaitExpression" ? value.argument : value.object);
  }
  if (value?.type !== "CallExpression" && value?.type !== "ImportExpression") return false;
  const specifier = literalText(
    value.type === "ImportExpression" ? value.source : value.arguments[0],
  );
  return specifier !== undefined && mayDoSomething(specifier);
}

/** Elsewhere, as in the head of a `for`, a declaration can't be left out. */
function isInStatementList(statement: SyntaxPath | undefined): boolean {
  return statement?.key === "body" || statement?.key === "consequent";
}
