import type { Node, NodePath } from "@babel/traverse";

/**
 * Which scope declares a name, for names that have a value at run time.
 *
 * Babel's own scopes (which cost a second walk) let TypeScript's enums, namespaces and `declare function` shadow
 * nothing, skip what stands in a type annotation, and put a `switch` discriminant and the decorators of a class
 * expression inside the scope they introduce: each would find a mark where there is none, or miss one.
 */
export interface ValueScopes {
  /** @param scope one of the nodes that {@link blockScopeOf} and {@link varScopeOf} give, or any node that binds names */
  declare(name: string, scope: Node): void;
  /** @returns the node whose scope declares `name` as seen from `path`; `undefined` when it is global */
  find(name: string, path: NodePath): Node | undefined;
}

export function createValueScopes(): ValueScopes {
  const declared = new Map<Node, Set<string>>();

  return {
    declare(name, scope) {
      const names = declared.get(scope);
      if (names) names.add(name);
      else declared.set(scope, new Set([name]));
    },

    find(name, path) {
      let skipsFunction = false;
      for (let inner = path; inner.parentPath; inner = inner.parentPath) {
        const scope = inner.parent;
        if (isParameterDecorator(inner)) skipsFunction = true;
        const isSkipped = skipsFunction && inner.parentPath.isFunction();
        if (isSkipped) skipsFunction = false;
        else if (declared.get(scope)?.has(name) && isInside(inner)) return scope;
      }
      return undefined;
    },
  };
}

/** A decorator is evaluated outside of what it decorates, a computed key outside of its method. */
function isInside(child: NodePath): boolean {
  if (child.listKey === "decorators") return false;
  if (child.parentPath?.isMethod() && child.key === "key") return false;
  return !(child.parentPath?.isSwitchStatement() && child.key === "discriminant");
}

/** A decorator on a parameter is evaluated with the class, before there is any call. */
function isParameterDecorator(path: NodePath): boolean {
  return path.listKey === "decorators" && !path.parentPath?.isClass() && !isMember(path.parentPath);
}

function isMember(path: NodePath | null): boolean {
  return (
    path?.parentPath?.isClassBody() === true || path?.parentPath?.isObjectExpression() === true
  );
}

/** The scope of what `let`, `const`, `class`, `import` and functions in blocks declare at this place. */
export function blockScopeOf(path: NodePath): Node {
  const scope = path.findParent(
    (parent) =>
      parent.isProgram() ||
      parent.isBlockStatement() ||
      parent.isStaticBlock() ||
      parent.isTSModuleBlock() ||
      parent.isFor() ||
      parent.isSwitchStatement(),
  );
  return scope?.node ?? path.node;
}

/** The scope that `var` is hoisted to from this place. */
export function varScopeOf(path: NodePath): Node {
  const scope = path.findParent(
    (parent) =>
      parent.isProgram() ||
      parent.isStaticBlock() ||
      parent.isTSModuleBlock() ||
      (parent.isBlockStatement() && parent.parentPath?.isFunction() === true),
  );
  return scope?.node ?? path.node;
}
