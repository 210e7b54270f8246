import type { DefinitionKind, DefinitionScope, TrackedDefinition } from "../definition.js";
import { definitionKind } from "./definition-kind.js";
import { literalText, unwrap } from "./expressions.js";
import type { CallPath, MarkUse } from "./mark-bindings.js";
import { locationOf, markError, misuseError } from "./mark-error.js";
import { inferredName, notReserved } from "./mark-name.js";
import { isSettings, type MarkSettings, readSettings } from "./mark-settings.js";
import {
  type ClassPath,
  type MemberPath,
  nameClass,
  nameFunction,
  nameMember,
} from "./name-definition.js";
import type { ParsedSource } from "./parse-source.js";
import { ancestorOf, type Node, type PathOf, type SyntaxPath } from "./syntax.js";
import { isFunction } from "./value-scopes.js";

/** One mark: what it names and where it is written. */
export type Mark = { definition: TrackedDefinition } & (
  | { form: "decorator"; path: PathOf<"Decorator"> }
  | { form: "call"; path: CallPath; argument: Node }
);

export interface MarkContext {
  source: ParsedSource;
  /** What paths of mark modules start from. */
  root: string;
  /** Whether the module itself provides mark functions, and so may hand them on and wrap them. */
  isMarkModule: boolean;
}

/** Expressions that are no function whatever happens. */
const NOT_FUNCTIONS = new Set<Node["type"]>([
  "ArrayExpression",
  "BigIntLiteral",
  "BooleanLiteral",
  "NullLiteral",
  "NumericLiteral",
  "ObjectExpression",
  "RegExpLiteral",
  "StringLiteral",
  "TemplateLiteral",
]);

/**
 * What each use of a mark function names.
 *
 * @param uses in source order, so that a class comes before its members
 * @throws {InlineageError} on the first one that can't be honoured
 */
export function findMarks(uses: readonly MarkUse[], context: MarkContext): Mark[] {
  const { source, root, isMarkModule } = context;
  const calls = new Set<Node>(uses.flatMap((use) => (use.form === "call" ? use.path.node : [])));
  const marked = new Map<Node, string>();
  const decorated = new Set<Node>();
  const marks: Mark[] = [];

  for (const use of uses) {
    if (isMarkModule && (use.form === "misuse" || isWrapping(use))) continue;
    if (use.form === "misuse") throw misuseError(source, use.path.node, use.misuse, root);
    marks.push(use.form === "decorator" ? readDecorator(use) : readCall(use.path));
  }
  return marks;

  function readDecorator({ path, call }: Extract<MarkUse, { form: "decorator" }>): Mark {
    const owner = path.parent as SyntaxPath;
    const kind = definitionKind(owner.node);
    if (typeof kind !== "string") {
      throw unsupported(path.node, `a mark on ${kind.unsupported} is not supported`, kind.remedy);
    }
    claim(owner.node, path.node);
    const { name: explicit, scope } = call ? readDecoratorSettings(call) : {};
    if (explicit !== undefined && kind === "class") marked.set(owner.node, explicit);
    const name =
      explicit ??
      inferredName(
        kind === "class"
          ? nameClass(owner as ClassPath, marked)
          : nameMember(owner as MemberPath, marked),
        path.node,
        source,
        '@tracked("name")',
      );
    return { form: "decorator", path, definition: define(path.node, name, kind, scope) };
  }

  function readDecoratorSettings({ node }: CallPath): MarkSettings {
    const [settings, ...rest] = node.arguments;
    if (!settings) return {};
    if (rest.length > 0) {
      const remedy = 'write @tracked, @tracked() or @tracked("name").';
      throw unsupported(node, "a mark before a definition takes nothing but a name", remedy);
    }
    return readSettings(settings, source);
  }

  function readCall(path: CallPath): Mark {
    const { node } = path;
    const [first, second, ...rest] = node.arguments;
    const spread = node.arguments.find(({ type }) => type === "SpreadElement");
    const write = 'write tracked(fn) or tracked("name", fn).';
    if (spread) throw unsupported(spread, "a mark can't take its arguments from a list", write);
    if (!first || rest.length > 0) {
      const count = node.arguments.length;
      throw unsupported(
        node,
        `a mark takes a function and its name, not ${count} arguments`,
        write,
      );
    }
    const { name: explicit, scope } = second ? readSettings(first, source) : {};
    const argument = second ?? first;
    const fn = unwrap(argument);
    if (NOT_FUNCTIONS.has(fn.type)) {
      const isName = !second && (literalText(fn) !== undefined || isSettings(fn));
      const what = isName
        ? "this mark has a name but nothing to name"
        : "only functions can be tracked";
      throw unsupported(argument, isName ? what : `${what}, and this is none`, write);
    }
    if (calls.has(fn)) throw twice(argument);
    const isClass = fn.type === "ClassExpression";
    if (isClass) claim(fn, node);
    const name =
      explicit ??
      inferredName(nameFunction(path, argument, marked), node, source, 'tracked("name", …)');
    if (isClass) marked.set(fn, name);
    return {
      form: "call",
      path,
      argument,
      definition: define(node, name, isClass ? "class" : "function", scope),
    };
  }

  function claim(owner: Node, mark: Node): void {
    if (decorated.has(owner)) throw twice(mark);
    decorated.add(owner);
  }

  function define(
    node: Node,
    name: string,
    kind: DefinitionKind,
    scope: DefinitionScope | undefined,
  ): TrackedDefinition {
    const { file, line, column } = locationOf(source, node);
    const definition = { name: notReserved(name, node, source), kind, file, line, column };
    return scope ? { ...definition, scope } : definition;
  }

  function twice(node: Node) {
    return unsupported(node, "this definition has two marks", "keep one of them.");
  }

  function unsupported(node: Node, message: string, remedy: string) {
    return markError(source, node, { code: "UNSUPPORTED_MARK", message, remedy });
  }
}

/** In a module of mark functions, a call inside a function is how that function marks what it is given. */
function isWrapping(use: MarkUse): boolean {
  return use.form === "call" && ancestorOf(use.path, ({ node }) => isFunction(node)) !== undefined;
}
