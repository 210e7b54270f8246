import type { Node } from "./syntax.js";

/** Whether imports and exports make these the statements of a module, and not of a script. */
export function isModule(
  statements: readonly Node[],
  isKept: (statement: Node) => boolean = () => true,
): boolean {
  return statements.some((statement) => {
    switch (statement.type) {
      case "ImportDeclaration":
      case "TSImportEqualsDeclaration":
        return statement.importKind !== "type" && isKept(statement);
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
        return statement.exportKind !== "type";
      case "ExportDefaultDeclaration":
      case "TSExportAssignment":
        return true;
      default:
        return false;
    }
  });
}
