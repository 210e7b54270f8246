import type { Node, NodeOf } from "../marks/syntax.js";
import type { Part } from "./node-meaning.js";

type Class = NodeOf<"ClassDeclaration" | "ClassExpression">;
type Typed = { typeAnnotation?: Node | null; returnType?: Node | null };

/**
 * The types that TypeScript's `emitDecoratorMetadata` hands to decorators, from which NestJS and others find out what
 * to inject: those of a decorated class's constructor and of its decorated members.
 *
 * @param isKept whether a decorator is there when the module runs
 * @returns nothing for a class without decorators
 */
export function metadataTypes(node: Class, isKept: (decorator: Node) => boolean): Part[] {
  const isDecorated = (owner: Node): boolean =>
    "decorators" in owner && (owner.decorators ?? []).some(isKept);
  const ofClass = isDecorated(node);
  return node.body.body.flatMap((member): Part[] => {
    const params = "params" in member ? (member.params as readonly Node[]) : [];
    const isConstructor = member.type === "ClassMethod" && member.kind === "constructor";
    const isAsked = isDecorated(member) || params.some(isDecorated) || (isConstructor && ofClass);
    return isAsked ? [[typeOf(member), params.map(typeOf)]] : [];
  });
}

function typeOf(node: Node): Part {
  if (node.type === "TSParameterProperty") return typeOf(node.parameter);
  if (node.type === "AssignmentPattern") return typeOf(node.left);
  const { typeAnnotation, returnType } = node as Typed;
  const annotation = typeAnnotation ?? returnType;
  return annotation?.type === "TSTypeAnnotation" ? typeText(annotation.typeAnnotation) : null;
}

/** As much of a type as metadata tells of it (TypeScript, `typeSerializer.ts`). */
function typeText(type: Node): Part {
  switch (type.type) {
    case "TSParenthesizedType":
    case "TSTypeOperator":
    case "TSOptionalType":
      return typeText(type.typeAnnotation);
    case "TSTypeReference":
      return type.typeName;
    case "TSUnionType":
    case "TSIntersectionType":
      return [type.type, type.types.map(typeText)];
    case "TSConditionalType":
      return [type.type, typeText(type.trueType), typeText(type.falseType)];
    case "TSLiteralType":
      return [type.type, type.literal.type];
    default:
      return type.type;
  }
}
