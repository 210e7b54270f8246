import { ancestorOf, isPath, type Node, type NodeOf, type SyntaxPath } from "./syntax.js";

/**
 * Which scope declares a name, for names that have a value at run time.
 *
 * Babel's own scopes let TypeScript's enums and namespaces shadow nothing, skip what stands in a type annotation, and
 * put a `switch` discriminant and the decorators of a class expression inside the scope they introduce: each would
 * find a mark where there is none, or miss one.
 */
export interface ValueScopes {
  /** @param scope a node that {@link blockScopeOf} or {@link varScopeOf} gave, or one that binds names itself */
  declare(name: string, scope: Node): void;
  /**
   * TypeScript takes the namespaces of one name, and the enums, for one: what one of them exports, all of them see.
   *
   * @param scope the one that declares the name
   */
  merge(
    declaration: NodeOf<"TSModuleDeclaration" | "TSEnumDeclaration">,
    name: string,
    scope: Node,
  ): void;
  /** @returns the scope of what this and the declarations merged with it export */
  exportsOf(declaration: Node): Node;
  /** @returns the node whose scope declares `name` as seen from `path`; `undefined` when it is global */
  find(name: string, path: SyntaxPath): Node | undefined;
}

export function createValueScopes(): ValueScopes {
  const declared = new Map<Node, Set<string>>();
  const firsts = new Map<Node, Map<string, Node>>();
  const merged = new Map<Node, Node>();
  const exportsOf = (declaration: Node) => merged.get(declaration) ?? declaration;

  return {
    declare(name, scope) {
      const names = declared.get(scope);
      if (names) names.add(name);
      else declared.set(scope, new Set([name]));
    },

    merge(declaration, name, scope) {
      const known = firsts.get(scope) ?? new Map<string, Node>();
      firsts.set(scope, known);
      // A namespace sees nothing of an enum.
      const key = `${declaration.type} ${name}`;
      const first = known.get(key) ?? declaration;
      known.set(key, first);
      merged.set(declaration, first);
    },

    exportsOf,

    find(name, path) {
      let skipsFunction = false;
      for (let inner = path; inner.parent; inner = inner.parent) {
        const scope = exportsOf(inner.parent.node);
        if (isParameterDecorator(inner)) skipsFunction = true;
        if (skipsFunction && isFunction(scope)) skipsFunction = false;
        else if (declared.get(scope)?.has(name) && isInside(inner, scope)) return scope;
      }
      return undefined;
    },
  };
}

/** A decorator is evaluated outside of what it decorates, a computed key outside of its method. */
function isInside({ key }: SyntaxPath, scope: Node): boolean {
  if (key === "decorators") return false;
  if (key === "key" && isFunction(scope)) return false;
  return !(key === "discriminant" && scope.type === "SwitchStatement");
}

/** A decorator on a parameter is evaluated with the class, before there is any call. */
function isParameterDecorator({ key, parent }: SyntaxPath): boolean {
  if (key !== "decorators" || isPath(parent, "ClassDeclaration", "ClassExpression")) return false;
  return !isPath(parent?.parent, "ClassBody", "ObjectExpression");
}

/** The scope of what `let`, `const`, `class`, `import` and functions in blocks declare at this place. */
export function blockScopeOf(path: SyntaxPath): Node {
  return ancestorOf(path, ({ node }) => BLOCKS.has(node.type))?.node ?? path.node;
}

/** The scope that `var` is hoisted to from this place. */
export function varScopeOf(path: SyntaxPath): Node {
  const scope = ancestorOf(path, ({ node, parent }) =>
    node.type === "BlockStatement"
      ? parent !== undefined && isFunction(parent.node)
      : VAR_BLOCKS.has(node.type),
  );
  return scope?.node ?? path.node;
}

const VAR_BLOCKS = new Set<Node["type"]>(["Program", "StaticBlock", "TSModuleBlock"]);
const BLOCKS = new Set<Node["type"]>([
  ...VAR_BLOCKS,
  "BlockStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "SwitchStatement",
]);
const FUNCTIONS = new Set<Node["type"]>([
  "ArrowFunctionExpression",
  "ClassMethod",
  "ClassPrivateMethod",
  "FunctionDeclaration",
  "FunctionExpression",
  "ObjectMethod",
]);

export type FunctionNode = Extract<Node, { params: unknown; body: unknown }>;

export function isFunction(node: Node): node is FunctionNode {
  return FUNCTIONS.has(node.type);
}
