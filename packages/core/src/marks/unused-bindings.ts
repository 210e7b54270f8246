import type { Node } from "@babel/traverse";
import type { Mark } from "./find-marks.js";
import type { MarkBinding } from "./mark-bindings.js";

/** The declarations nobody uses once the marks are gone. */
export interface UnusedBindings {
  /** Specifiers of imports, properties of patterns. */
  parts: ReadonlySet<Node>;
  /** Whole declarators and `import x = …` declarations. */
  declarations: ReadonlySet<Node>;
}

/** Which names the marks alone used. A type that mentions a name uses it. */
export function findUnusedBindings(
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
  for (const { declaration, mentions } of bindings.toReversed()) {
    const isUsed = mentions.some(({ path }) => !erased.some((range) => isWithin(path.node, range)));
    if (isUsed) continue;
    switch (declaration.form) {
      case "specifier":
        parts.add(declaration.path.node);
        break;
      case "import-equals":
        removeDeclaration(declaration.path.node);
        break;
      case "declarator":
        if (isInStatementList(declaration.path.parentPath?.listKey)) {
          removeDeclaration(declaration.path.node);
        }
        break;
      case "property": {
        const declarator = declaration.path.parentPath?.parentPath;
        if (!isInStatementList(declarator?.parentPath?.listKey)) break;
        parts.add(declaration.path.node);
        const pattern = declaration.path.parent;
        const isEmpty =
          pattern.type === "ObjectPattern" && pattern.properties.every((part) => parts.has(part));
        if (isEmpty && declarator) removeDeclaration(declarator.node);
        break;
      }
    }
  }
  return { parts, declarations };
}

type Range = readonly [start: number, end: number];

function erasedRanges(mark: Mark): Range[] {
  const [start, end] = rangeOf(mark.path.node);
  if (mark.form === "decorator") return [[start, end]];
  const [from, to] = rangeOf(mark.argument);
  return [
    [start, from],
    [to, end],
  ];
}

function rangeOf({ start, end }: Node): Range {
  return [start ?? 0, end ?? 0];
}

function isWithin(node: Node, [start, end]: Range): boolean {
  const [from, to] = rangeOf(node);
  return from >= start && to <= end;
}

/** Elsewhere, as in the head of a `for`, a declaration can't be left out. */
function isInStatementList(listKey: string | null | undefined): boolean {
  return listKey === "body" || listKey === "consequent";
}
