import { outermost, staticKey, unwrap } from "./expressions.js";
import { isPath, type Node, type PathOf, type SyntaxPath } from "./syntax.js";

/** The name a mark gives a class in words, for classes that have none of their own. */
export type MarkedNames = ReadonlyMap<Node, string>;

export type ClassPath = PathOf<"ClassDeclaration" | "ClassExpression">;
export type MemberPath = PathOf<
  | "ClassMethod"
  | "ClassPrivateMethod"
  | "ClassProperty"
  | "ClassPrivateProperty"
  | "ClassAccessorProperty"
>;

/** Why a definition has no name. */
export type Nameless = { nameless: "anonymous" | "anonymous-class" | "computed-key" };
export type DefinitionName = { name: string } | Nameless;

const ANONYMOUS: Nameless = { nameless: "anonymous" };

/** The class's own name, else the one of what it is assigned to. */
export function nameClass(path: ClassPath, marked: MarkedNames): DefinitionName {
  if (path.node.id) return { name: path.node.id.name };
  return isPath(path, "ClassExpression") ? nameFromPlace(path, marked) : ANONYMOUS;
}

/** `Class.member`, with the `#` of a private one. */
export function nameMember(path: MemberPath, marked: MarkedNames): DefinitionName {
  const { key } = path.node;
  const computed = "computed" in path.node && path.node.computed === true;
  const member = computed ? undefined : staticKey(key, false);
  if (member === undefined) return { nameless: "computed-key" };
  const owner = path.parent?.parent as ClassPath;
  const own = nameClass(owner, marked);
  const ofClass = "name" in own ? own.name : marked.get(owner.node);
  return ofClass === undefined ? { nameless: "anonymous-class" } : { name: `${ofClass}.${member}` };
}

/** The name of `fn` in `tracked(fn)`: its own, that of the place the call stands in, or the identifier it is. */
export function nameFunction(
  call: SyntaxPath,
  argument: Node,
  marked: MarkedNames,
): DefinitionName {
  const fn = unwrap(argument);
  const own = fn.type === "FunctionExpression" || fn.type === "ClassExpression" ? fn.id : null;
  if (own) return { name: own.name };
  const fromPlace = nameFromPlace(call, marked);
  if ("name" in fromPlace || fn.type !== "Identifier") return fromPlace;
  return { name: fn.name };
}

/**
 * The name JavaScript gives an anonymous function in this place (ECMAScript, NamedEvaluation), and the property's
 * when it is assigned to one.
 */
function nameFromPlace(path: SyntaxPath, marked: MarkedNames): DefinitionName {
  const { key, parent } = outermost(path);
  if (isPath(parent, "VariableDeclarator") && key === "init") return nameTarget(parent.node.id);
  if (isPath(parent, "AssignmentExpression", "AssignmentPattern") && key === "right") {
    return nameTarget(parent.node.left);
  }
  if (key !== "value") return ANONYMOUS;
  if (isPath(parent, "ObjectProperty")) {
    if (parent.node.computed) return { nameless: "computed-key" };
    return named(staticKey(parent.node.key, false));
  }
  return isPath(parent, "ClassProperty", "ClassPrivateProperty", "ClassAccessorProperty")
    ? nameMember(parent, marked)
    : ANONYMOUS;
}

function nameTarget(target: Node): DefinitionName {
  const { type } = target;
  if (type === "Identifier") return { name: target.name };
  if (type !== "MemberExpression" || target.computed) return ANONYMOUS;
  const name = staticKey(target.property, false);
  // CommonJS's way to write a default export.
  const { object } = target;
  const isModule = object.type === "Identifier" && object.name === "module";
  return name === "default" || (name === "exports" && isModule) ? ANONYMOUS : named(name);
}

function named(name: string | undefined): DefinitionName {
  return name === undefined ? ANONYMOUS : { name };
}
