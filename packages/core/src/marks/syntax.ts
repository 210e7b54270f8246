import type { Node } from "@babel/types";

export type { Node };

/** One kind of syntax node by the name Babel gives it. */
export type NodeOf<Type extends Node["type"]> = Extract<Node, { type: Type }>;

/** A node and the way to it. */
export interface SyntaxPath<Of extends Node = Node> {
  readonly node: Of;
  /** `undefined` for the program. */
  readonly parent: SyntaxPath | undefined;
  /** The property of the parent that holds the node, or the list it is in. */
  readonly key: string;
  /** Where in that list it is. */
  readonly index: number | undefined;
}

export type PathOf<Type extends Node["type"]> = SyntaxPath<NodeOf<Type>>;

export function isPath<Type extends Node["type"]>(
  path: SyntaxPath | undefined,
  ...types: readonly Type[]
): path is PathOf<Type> {
  return path !== undefined && (types as readonly string[]).includes(path.node.type);
}

/** The properties that hold lists of statements, or of a class's members. */
const PARTS = new Set(["body", "consequent"]);

/**
 * Calls `enter` for each node, parents first.
 *
 * @babel/traverse would do, but loading it takes as long as loading the parser twice over, and it passes by the
 * decorators of array patterns and of index signatures, which may use what a mark uses.
 *
 * @param isWanted asked of statements and members of classes: with all that is in them the others are passed by. (Of
 * other nodes the range may leave out their own decorators.)
 */
export function walkSyntax(
  root: Node,
  enter: (path: SyntaxPath) => void,
  isWanted: (part: Node) => boolean = () => true,
): void {
  // Not recursive: a generated sum of ten thousand terms is ten thousand levels deep.
  const pending: SyntaxPath[] = [{ node: root, parent: undefined, key: "", index: undefined }];
  for (let path = pending.pop(); path; path = pending.pop()) {
    enter(path);
    const children = childrenOf(path, isWanted);
    for (let index = children.length - 1; index >= 0; index--) {
      pending.push(children[index] as SyntaxPath);
    }
  }
}

function childrenOf(parent: SyntaxPath, isWanted: (part: Node) => boolean): SyntaxPath[] {
  const children: SyntaxPath[] = [];
  const properties = parent.node as unknown as Record<string, unknown>;
  for (const key of Object.keys(properties)) {
    const value = properties[key];
    if (Array.isArray(value)) {
      const areParts = PARTS.has(key);
      for (let index = 0; index < value.length; index++) {
        const node: unknown = value[index];
        if (!isNode(node) || (areParts && !isWanted(node))) continue;
        children.push({ node, parent, key, index });
      }
    } else if (isNode(value)) {
      children.push({ node: value, parent, key, index: undefined });
    }
  }
  return children;
}

/** `extra`, `loc` and values of literals have no `type`. */
function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}

/** The way to a node that `parent` holds in its property `key`. */
export function childPath<Child extends Node>(
  parent: SyntaxPath,
  key: string,
  node: Child,
  index?: number,
): SyntaxPath<Child> {
  return { node, parent, key, index };
}

/** The nearest node around `path` that passes the test. */
export function ancestorOf(
  path: SyntaxPath,
  test: (ancestor: SyntaxPath) => boolean,
): SyntaxPath | undefined {
  let ancestor = path.parent;
  while (ancestor && !test(ancestor)) ancestor = ancestor.parent;
  return ancestor;
}

export interface TextRange {
  start: number;
  end: number;
}

export function rangeOf({ start, end }: Node | TextRange): TextRange {
  return { start: start ?? 0, end: end ?? 0 };
}
