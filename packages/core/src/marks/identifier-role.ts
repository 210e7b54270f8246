import type { NodePath } from "@babel/traverse";
import { isTypeOnly } from "./declared-names.js";
import type { PathOf } from "./syntax.js";

/**
 * What an identifier does where it stands: reads a value, assigns one, is mentioned by a type,
 * or is only a word (a declaration, a key, a label).
 */
export type IdentifierRole = "value" | "write" | "type" | "none";

export function identifierRole(path: PathOf<"Identifier" | "JSXIdentifier">): IdentifierRole {
  const { parentPath: parent } = path;
  if (!parent) return "none";
  if (isWritten(path)) return "write";
  if (parent.isTSType() || parent.type.startsWith("TS")) return roleInTypeScript(path, parent);
  if (parent.isFlow() && !parent.isTypeCastExpression() && !parent.isImportOrExportDeclaration()) {
    return "type";
  }
  if (parent.isExportSpecifier()) {
    const declaration = parent.parentPath;
    const ofTypes =
      isTypeOnly(parent.node.exportKind) ||
      (declaration?.isExportNamedDeclaration() && isTypeOnly(declaration.node.exportKind));
    if (ofTypes) return path.key === "local" ? "type" : "none";
  }
  return path.isReferencedIdentifier() ? "value" : "none";
}

function roleInTypeScript(path: NodePath, parent: NodePath): IdentifierRole {
  switch (parent.type) {
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
      return path.key === "key" && (parent.node as { computed?: boolean }).computed
        ? "type"
        : "none";
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
function isImportAlias(qualifiedName: NodePath): boolean {
  let outer: NodePath | null = qualifiedName;
  while (outer?.isTSQualifiedName()) outer = outer.parentPath;
  return outer?.isTSImportEqualsDeclaration() === true;
}

function isWritten(path: NodePath): boolean {
  let target: NodePath = path;
  while (target.parentPath && isPatternPart(target, target.parentPath)) target = target.parentPath;
  const parent = target.parentPath;
  if (parent?.isAssignmentExpression()) return target.key === "left";
  if (parent?.isForXStatement()) return target.key === "left";
  return parent?.isUpdateExpression() === true;
}

function isPatternPart(path: NodePath, parent: NodePath): boolean {
  if (parent.isObjectProperty()) {
    return path.key === "value" && parent.parentPath?.isObjectPattern() === true;
  }
  if (parent.isAssignmentPattern()) return path.key === "left";
  if (parent.isObjectPattern() || parent.isArrayPattern()) return path.key !== "typeAnnotation";
  return (
    parent.isRestElement() || (path.key === "expression" && parent.isParenthesizedExpression())
  );
}
