import { isPath, type PathOf, type SyntaxPath } from "./syntax.js";
import { isTypeOnly } from "./type-syntax.js";
import { isFunction } from "./value-scopes.js";

/**
 * What an identifier does where it stands: reads a value, assigns one, is mentioned by a type,
 * or is only a word (a declaration, a key, a label).
 */
export type IdentifierRole = "value" | "write" | "type" | "none";

const FLOW_TYPE = /Type|^Declare|^Interface|^Opaque|^ClassImplements$/;

export function identifierRole(path: PathOf<"Identifier" | "JSXIdentifier">): IdentifierRole {
  const { parent } = path;
  if (!parent) return "none";
  if (isWritten(path)) return "write";
  const { type } = parent.node;
  if (type.startsWith("TS")) return roleInTypeScript(path, parent);
  if (FLOW_TYPE.test(type) && type !== "TypeCastExpression") return "type";
  if (type.startsWith("JSX")) return roleInJsx(path, parent);
  if (isPath(parent, "ExportSpecifier")) return roleInExport(path, parent);
  return isValue(path, parent) ? "value" : "none";
}

function isValue({ key }: SyntaxPath, { node, parent }: SyntaxPath): boolean {
  switch (node.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return key === "object" || node.computed;
    case "ObjectProperty":
      return key === "key" ? node.computed : !isPath(parent, "ObjectPattern");
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassProperty":
    case "ClassAccessorProperty":
      return key === "key" ? node.computed === true : key === "value";
    case "VariableDeclarator":
      return key === "init";
    case "AssignmentPattern":
      return key === "right";
    case "ClassDeclaration":
    case "ClassExpression":
      return key === "superClass";
    case "ArrayPattern":
    case "BreakStatement":
    case "CatchClause":
    case "ContinueStatement":
    case "ExportDefaultSpecifier":
    case "ExportNamespaceSpecifier":
    case "ImportAttribute":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "ImportSpecifier":
    case "LabeledStatement":
    case "MetaProperty":
    case "PrivateName":
    case "RestElement":
      return false;
    default:
      return !isFunction(node) || key === "body";
  }
}

function roleInExport({ key }: SyntaxPath, { node, parent }: PathOf<"ExportSpecifier">) {
  const declaration = isPath(parent, "ExportNamedDeclaration") ? parent.node : undefined;
  if (key !== "local" || declaration?.source) return "none";
  return isTypeOnly(node.exportKind) || isTypeOnly(declaration?.exportKind) ? "type" : "value";
}

function roleInJsx(path: PathOf<"Identifier" | "JSXIdentifier">, { node }: SyntaxPath) {
  switch (node.type) {
    case "JSXMemberExpression":
      return path.key === "object" ? "value" : "none";
    case "JSXOpeningElement":
    case "JSXClosingElement":
      // A name in lower case is a tag.
      return path.node.type === "JSXIdentifier" && /^[a-z]|-/.test(path.node.name)
        ? "none"
        : "value";
    case "JSXAttribute":
    case "JSXNamespacedName":
      return "none";
    default:
      return "value";
  }
}

function roleInTypeScript(path: SyntaxPath, parent: SyntaxPath): IdentifierRole {
  const { node } = parent;
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "TSExportAssignment":
      return "value";
    case "TSEnumMember":
      return path.key === "initializer" ? "value" : "none";
    case "TSImportEqualsDeclaration":
      return path.key === "moduleReference" ? "value" : "none";
    case "TSQualifiedName":
      if (path.key !== "left") return "none";
      return isImportAlias(parent) ? "value" : "type";
    case "TSPropertySignature":
    case "TSMethodSignature":
    case "TSDeclareMethod":
      return path.key === "key" && node.computed ? "type" : "none";
    case "TSTypeQuery":
    case "TSTypeReference":
    case "TSExpressionWithTypeArguments":
      return "type";
    default:
      // Names of parameters, of type declarations, of tuple members.
      return "none";
  }
}

/** `import t = rt.tracked`: a value with TypeScript's way to name it. */
function isImportAlias(qualifiedName: SyntaxPath): boolean {
  let outer: SyntaxPath | undefined = qualifiedName;
  while (isPath(outer, "TSQualifiedName")) outer = outer.parent;
  return isPath(outer, "TSImportEqualsDeclaration");
}

function isWritten(path: SyntaxPath): boolean {
  let target = path;
  while (target.parent && isPatternPart(target, target.parent)) target = target.parent;
  const { parent, key } = target;
  if (isPath(parent, "AssignmentExpression", "ForInStatement", "ForOfStatement")) {
    return key === "left";
  }
  return isPath(parent, "UpdateExpression");
}

function isPatternPart({ key }: SyntaxPath, { node, parent }: SyntaxPath): boolean {
  switch (node.type) {
    case "ObjectProperty":
      return key === "value" && isPath(parent, "ObjectPattern");
    case "ObjectPattern":
      return key === "properties";
    case "ArrayPattern":
      return key === "elements";
    case "AssignmentPattern":
      return key === "left";
    case "RestElement":
      return key === "argument";
    case "ParenthesizedExpression":
      return true;
    default:
      return false;
  }
}
