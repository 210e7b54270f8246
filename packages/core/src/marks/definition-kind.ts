import type { DefinitionKind } from "../definition.js";
import type { Node } from "./syntax.js";

/** A place where nothing can be tracked. */
export type Unsupported = { unsupported: string; remedy: string };

/** What a decorator of this node marks, or why it can't. */
export function definitionKind(node: Node): DefinitionKind | Unsupported {
  const elsewhere = "put the mark on the class, or on a member that has code.";
  switch (node.type) {
    case "ClassDeclaration":
    case "ClassExpression":
      return "class";
    case "ClassMethod":
      if (node.kind === "constructor") {
        return { unsupported: "a constructor", remedy: "put the mark on the class." };
      }
      return node.kind === "method" ? "method" : "accessor";
    case "ClassPrivateMethod":
      return node.kind === "method" ? "method" : "accessor";
    case "TSDeclareMethod":
      return { unsupported: "a method without a body", remedy: elsewhere };
    case "ClassAccessorProperty":
    case "ClassProperty":
    case "ClassPrivateProperty":
      if ("abstract" in node && node.abstract) {
        return { unsupported: "an abstract member", remedy: elsewhere };
      }
      if ("declare" in node && node.declare) {
        return { unsupported: "a declared field", remedy: elsewhere };
      }
      return node.type === "ClassAccessorProperty" ? "accessor" : "field";
    case "ObjectMethod":
    case "ObjectProperty":
      return {
        unsupported: "a member of an object",
        remedy: 'write the property as name: tracked("name", fn).',
      };
    case "TSIndexSignature":
      return { unsupported: "an index signature", remedy: elsewhere };
    case "StaticBlock":
      return { unsupported: "a static block", remedy: "put the mark on the class." };
    default:
      return { unsupported: "a parameter", remedy: "put the mark on the method or the class." };
  }
}
