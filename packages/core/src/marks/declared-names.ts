import { unwrap } from "./expressions.js";
import { isPath, type Node, type SyntaxPath } from "./syntax.js";
import { isAmbient, isTypeOnly, runsNothing } from "./type-syntax.js";
import { blockScopeOf, isFunction, type ValueScopes, varScopeOf } from "./value-scopes.js";

/** Enters into `scopes` the names that the node at `path` declares, if it is one that declares any. */
export function declareNames(path: SyntaxPath, scopes: ValueScopes): void {
  const { node } = path;
  switch (node.type) {
    case "ImportDeclaration":
      if (isTypeOnly(node.importKind)) return;
      for (const specifier of node.specifiers) {
        if (specifier.type === "ImportSpecifier" && isTypeOnly(specifier.importKind)) continue;
        scopes.declare(specifier.local.name, blockScopeOf(path));
      }
      return;
    case "TSImportEqualsDeclaration":
      if (!isTypeOnly(node.importKind)) scopes.declare(node.id.name, scopeOf(path, scopes));
      return;
    case "VariableDeclaration": {
      // What a namespace is said to export, it is asked for.
      if (isAmbient(node) && !exportingNamespace(path)) return;
      const scope = scopeOf(path, scopes, node.kind === "var" ? varScopeOf : blockScopeOf);
      for (const { id, init } of node.declarations) {
        for (const name of boundNames(id)) {
          // One that `createRequire` made is as good as the global one.
          if (name !== "require" || !isCreateRequire(init)) scopes.declare(name, scope);
        }
      }
      return;
    }
    case "FunctionDeclaration":
      if (node.id) scopes.declare(node.id.name, scopeOf(path, scopes));
      break;
    case "ClassDeclaration":
      if (node.id && !isAmbient(node)) scopes.declare(node.id.name, scopeOf(path, scopes));
      break;
    case "TSEnumDeclaration": {
      const scope = scopeOf(path, scopes);
      if (!runsNothing(node)) scopes.declare(node.id.name, scope);
      scopes.merge(node, node.id.name, scope);
      for (const { id } of node.members) {
        const name = id.type === "Identifier" ? id.name : id.value;
        scopes.declare(name, scopes.exportsOf(node));
      }
      return;
    }
    case "TSModuleDeclaration": {
      if (node.id.type !== "Identifier" || runsNothing(node)) return;
      const scope = scopeOf(path, scopes);
      scopes.declare(node.id.name, scope);
      scopes.merge(node, node.id.name, scope);
      return;
    }
    case "CatchClause":
      for (const name of boundNames(node.param)) scopes.declare(name, node);
      return;
  }
  if (isPath(path, "FunctionExpression", "ClassDeclaration", "ClassExpression") && path.node.id) {
    scopes.declare(path.node.id.name, node);
  }
  if (isFunction(node)) {
    for (const name of node.params.flatMap(boundNames)) scopes.declare(name, node);
  }
}

/** Where the name of a declaration is seen. */
function scopeOf(path: SyntaxPath, scopes: ValueScopes, scopeInside = blockScopeOf): Node {
  const namespace = exportingNamespace(path);
  return namespace ? scopes.exportsOf(namespace) : scopeInside(path);
}

/** The namespace that exports what is declared. */
function exportingNamespace(path: SyntaxPath): Node | undefined {
  const { parent } = path;
  // `namespace a.b` is `namespace a { export namespace b }`.
  if (isPath(parent, "TSModuleDeclaration")) return parent.node;
  const isImport = isPath(path, "TSImportEqualsDeclaration") && path.node.isExport;
  const block = isImport ? parent : isPath(parent, "ExportNamedDeclaration") && parent.parent;
  return block && isPath(block, "TSModuleBlock") ? block.parent?.node : undefined;
}

/** The names a pattern binds, in source order. */
export function boundNames(pattern: Node | null | undefined): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    case "TSParameterProperty":
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}

function isCreateRequire(init: Node | null | undefined): boolean {
  if (!init) return false;
  const call = unwrap(init);
  if (call.type !== "CallExpression") return false;
  const callee = unwrap(call.callee);
  const name = callee.type === "MemberExpression" ? callee.property : callee;
  return name.type === "Identifier" && name.name === "createRequire";
}
