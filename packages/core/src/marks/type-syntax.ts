import type { Node } from "./syntax.js";

/** Statements and members that no compiler leaves anything of. */
const TYPES_ONLY: ReadonlySet<string> = new Set([
  "InterfaceDeclaration",
  "OpaqueType",
  "TSDeclareFunction",
  "TSDeclareMethod",
  "TSIndexSignature",
  "TSInterfaceDeclaration",
  "TSNamespaceExportDeclaration",
  "TSTypeAliasDeclaration",
  "TypeAlias",
] satisfies Node["type"][]);

const FLOW_DECLARATION = /^Declare[A-Z]/;

export function isTypeOnly(kind: string | null | undefined): boolean {
  return kind === "type" || kind === "typeof";
}

/** Whether a declaration only says what is there without it: `declare const require: any`. */
export function isAmbient(node: Node): boolean {
  if (node.type === "TSModuleDeclaration" && node.kind === "global") return true;
  return "declare" in node && node.declare === true;
}

/** Whether an item of a list of statements, members, parameters or specifiers runs nothing and binds no value. */
export function runsNothing(node: Node): boolean {
  if (TYPES_ONLY.has(node.type) || FLOW_DECLARATION.test(node.type)) return true;
  switch (node.type) {
    case "EmptyStatement":
      return true;
    case "ImportDeclaration":
    case "TSImportEqualsDeclaration":
    case "ImportSpecifier":
      return isTypeOnly(node.importKind);
    case "ExportAllDeclaration":
    case "ExportSpecifier":
      return isTypeOnly(node.exportKind);
    case "ExportNamedDeclaration":
      if (isTypeOnly(node.exportKind)) return true;
      if (node.declaration) return runsNothing(node.declaration);
      // `export {}` says that this is a module, which is told of the program as a whole.
      return !node.source && node.specifiers.every(runsNothing);
    case "ExportDefaultDeclaration":
      return runsNothing(node.declaration);
    case "VariableDeclaration":
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return isAmbient(node);
    case "TSEnumDeclaration":
      // The values of a constant one stand where it is used, declared or not.
      return isAmbient(node) && node.const !== true;
    case "TSModuleDeclaration":
      return isAmbient(node) || !isInstantiated(node);
    case "ClassProperty":
    case "ClassAccessorProperty": {
      const isTyping = isAmbient(node) || ("abstract" in node && node.abstract === true);
      // TypeScript calls the decorators of such a property all the same.
      return isTyping && !node.decorators?.length;
    }
    // `this` as a parameter is a type.
    case "Identifier":
      return node.name === "this";
    default:
      return false;
  }
}

/** TypeScript leaves out a namespace in which nothing runs. */
function isInstantiated({ id, body }: Extract<Node, { type: "TSModuleDeclaration" }>): boolean {
  if (id.type === "StringLiteral" || !body) return false;
  return body.type === "TSModuleDeclaration" ? !runsNothing(body) : !body.body.every(runsNothing);
}
