import { isComponent } from "./component-script.js";
import { outermost, unwrap } from "./expressions.js";
import type { Mark } from "./find-marks.js";
import type { MarkBinding } from "./mark-bindings.js";
import { mayDoSomething } from "./mark-modules.js";
import type { ErasedSource } from "./mark-scanner.js";
import { isModule } from "./module-syntax.js";
import { ownLine } from "./own-line.js";
import type { ParsedSource } from "./parse-source.js";
import { findUnusedStatements, removeStatement, removeUnusedParts } from "./remove-bindings.js";
import { createSourceEdits, type SourceEdits } from "./source-edits.js";
import {
  continuesMemberBefore,
  continuesStatementBefore,
  type IsRemoved,
} from "./statement-ends.js";
import { ancestorOf, isPath, type Node, type NodeOf, rangeOf, type SyntaxPath } from "./syntax.js";
import { afterWhiteSpace, createTrivia } from "./trivia.js";
import { findUnusedBindings } from "./unused-bindings.js";

type DecoratorMark = Extract<Mark, { form: "decorator" }>;
type CallMark = Extract<Mark, { form: "call" }>;

/** A module's syntax tree as erasing leaves it. */
export interface UnmarkedNodes {
  /** Marks before definitions, and the declarations that only marks used. */
  gone: ReadonlySet<Node>;
  /** Calls of mark functions and imports that only marks used, and what is left of each. */
  standIns: ReadonlyMap<Node, Node>;
}

/** What {@link eraseMarks} does to the text, told of the tree. */
export function unmarkedNodes(
  source: ParsedSource,
  marks: readonly Mark[],
  bindings: readonly MarkBinding[],
): UnmarkedNodes {
  const unused = findUnusedBindings(source, marks, bindings);
  const statements = findUnusedStatements(statementsOf(bindings), unused);
  const gone = new Set([...unused.parts, ...unused.declarations]);
  const standIns = new Map<Node, Node>();
  for (const statement of statements) {
    if (runsModule(statement)) standIns.set(statement, bareImport(statement));
    else gone.add(statement);
  }
  for (const mark of marks) {
    const { path } = mark;
    if (mark.form === "decorator") gone.add(path.node);
    else standIns.set(path.node, receiverless(mark));
  }
  return { gone, standIns };
}

/** The module without its marks and without the imports that only they used. Comments stay. */
export function eraseMarks(
  source: ParsedSource,
  marks: readonly Mark[],
  bindings: readonly MarkBinding[],
): ErasedSource {
  const edits = createSourceEdits(createTrivia(source));
  const unused = findUnusedBindings(source, marks, bindings);
  const declarations = statementsOf(bindings);
  const removed = findUnusedStatements(declarations, unused);
  const isRemoved: IsRemoved = (statement) => removed.has(statement);

  // A module whose last import or export goes would turn into a script. A component can't; and its scripts may not
  // export.
  const { body } = source.tree.program;
  let keepModule =
    !isComponent(source.file) && isModule(body) && !isModule(body, (node) => !isRemoved(node));
  for (const statement of declarations) {
    if (!isRemoved(statement.node)) {
      removeUnusedParts(statement, unused, edits);
      continue;
    }
    const stays = runsModule(statement.node) && bareImportText(statement.node, source.code);
    const isLastImport = keepModule && isPath(statement, "ImportDeclaration");
    removeStatement(statement, isRemoved, edits, stays || (isLastImport ? "export {};" : ""));
    if (stays || isLastImport) keepModule = false;
  }
  for (const mark of marks) {
    if (mark.form === "decorator") eraseDecorator(mark, edits);
    else eraseCall(mark, isRemoved, edits);
  }
  return edits.apply(source.file);
}

/** Whether an import has a module run that may do something: the runtime's doesn't, one of the user's own may. */
function runsModule(statement: Node): statement is NodeOf<"ImportDeclaration"> {
  return statement.type === "ImportDeclaration" && mayDoSomething(statement.source.value);
}

/** `import "module"`, with its attributes. */
function bareImport(node: NodeOf<"ImportDeclaration">): Node {
  return { ...node, start: rangeOf(node.source).start, specifiers: [] };
}

function bareImportText(node: NodeOf<"ImportDeclaration">, code: string): string {
  const text = (part: Node) => code.slice(rangeOf(part).start, rangeOf(part).end);
  const attributes = node.attributes ?? [];
  const keyword = node.extra?.deprecatedAssertSyntax === true ? "assert" : "with";
  const options = attributes.length > 0 ? ` ${keyword} { ${attributes.map(text).join(", ")} }` : "";
  return `import ${text(node.source)}${options};`;
}

function eraseDecorator({ path }: DecoratorMark, edits: SourceEdits): void {
  const { code, commentsWithin, nextToken } = edits.trivia;
  const { start, end } = rangeOf(path.node);
  const owner = path.parent;
  if (!owner) return;
  const line = ownLine(code, start, end);
  if (isPath(owner, "ClassExpression")) {
    // No line may end between `return` and the class.
    edits.removeTokens(start, afterWhiteSpace(code, end));
  } else if (line) {
    edits.remove(line.start, start);
    edits.removeWithinLines(start, line.end);
  } else {
    edits.removeWithinLines(start, afterWhiteSpace(code, end));
  }

  const decorators = (owner.node as { decorators?: Node[] | null }).decorators ?? [];
  if (isPath(owner.parent, "ClassBody") && decorators.length === 1) {
    if (continuesMemberBefore(owner, code)) edits.insert(start, ";");
  }
  // `return @tracked // why` and the class on the next line: nothing may end the statement there.
  const last = nextToken(rangeOf(decorators.at(-1) ?? path.node).end);
  const between = code.slice(start, last);
  if (
    isPath(owner, "ClassExpression") &&
    commentsWithin(start, last).length > 0 &&
    /[\n\r]/.test(between)
  ) {
    edits.insert(rangeOf(owner.node).start, "(");
    edits.insert(rangeOf(owner.node).end, ")");
  }
}

/** `tracked("name", fn)` becomes `(fn)`: without the parentheses an arrow or a class might join what is around it. */
function eraseCall({ path, argument }: CallMark, isRemoved: IsRemoved, edits: SourceEdits): void {
  const { code, commentsWithin, nextToken } = edits.trivia;
  const { node } = path;
  const { start } = rangeOf(node);
  const open = openingParenthesis(path, edits);
  const statement = ancestorOf(path, isStatement);
  const startsStatement =
    isPath(statement, "ExpressionStatement") && rangeOf(statement.node).start === start;
  if (startsStatement && continuesStatementBefore(statement, isRemoved, code)) {
    edits.insert(start, ";");
  }

  if (commentsWithin(start, open).length > 0) {
    // Inside of the parentheses a comment can't end a `return` early.
    edits.insert(start, "(");
    edits.removeTokens(start, open + 1);
  } else {
    edits.remove(start, open);
  }
  const [first] = node.arguments;
  if (first && first !== argument) {
    edits.removeWithinLines(rangeOf(first).start, rangeOf(argument).start);
  }
  const type = typeOf(node);
  if (type) edits.insert(rangeOf(argument).start, "(");
  if (losesReceiver(path, argument)) edits.insert(rangeOf(argument).start, "0, ");
  if (type) edits.insert(rangeOf(argument).end, `) as ${textOf(type, edits)}`);
  const comma = nextToken(rangeOf(argument).end);
  if (code.charAt(comma) === ",") edits.remove(comma, comma + 1);

  // A note that the call is pure would be read as one on what is left.
  const note = edits.trivia.commentBefore(start);
  if (note && /^\s*[@#]__PURE__\s*$/.test(note.text) && !isCalled(path)) {
    edits.remove(note.start, afterWhiteSpace(code, note.end));
  }
}

/** What a call says its function is: parameters may have their types from there alone, of a checker that runs later. */
function typeOf({ typeParameters, typeArguments }: CallMark["path"]["node"]): Node | undefined {
  const [type, second] = (typeParameters ?? typeArguments)?.params ?? [];
  return second ? undefined : type;
}

/** Without comments, which stay where they are. */
function textOf(node: Node, { trivia }: SourceEdits): string {
  const { start, end } = rangeOf(node);
  const comments = trivia.commentsWithin(start, end);
  let text = "";
  let from = start;
  for (const comment of comments) {
    const isOneLine = !comment.isLine && !/[\n\r\u2028\u2029]/.test(comment.text);
    text += trivia.code.slice(from, comment.start) + (isOneLine ? " " : "\n");
    from = comment.end;
  }
  return text + trivia.code.slice(from, end);
}

/** Where the parenthesis around the arguments is: after the callee, `?.` and the type arguments. */
function openingParenthesis({ node }: CallMark["path"], { trivia }: SourceEdits): number {
  const typeArguments = node.typeParameters ?? node.typeArguments;
  let at = trivia.nextToken(rangeOf(typeArguments ?? node.callee).end);
  if (trivia.code.startsWith("?.", at)) at = trivia.nextToken(at + 2);
  return at;
}

/** `(object.method)()` calls with a receiver, `tracked(object.method)()` does not. Likewise for a direct `eval`. */
function losesReceiver(path: SyntaxPath, argument: Node): boolean {
  const fn = unwrap(argument);
  const isReference =
    fn.type === "MemberExpression" ||
    fn.type === "OptionalMemberExpression" ||
    (fn.type === "Identifier" && fn.name === "eval");
  return isReference && isCalled(path);
}

/** The argument, as `0, argument` where that is what is left of the call. */
function receiverless({ path, argument }: CallMark): Node {
  if (!losesReceiver(path, argument)) return argument;
  const zero = { type: "NumericLiteral", value: 0 } as Node;
  return { type: "SequenceExpression", expressions: [zero, argument] } as Node;
}

function isCalled(path: SyntaxPath): boolean {
  const { key, parent } = outermost(path);
  return key === "callee" || key === "tag" || isPath(parent, "UnaryExpression");
}

function statementsOf(bindings: readonly MarkBinding[]): SyntaxPath[] {
  const statements = new Map<Node, SyntaxPath>();
  for (const { declaration } of bindings) {
    if (declaration.form === "fixed") continue;
    const { path } = declaration;
    const statement = isStatement(path) ? path : ancestorOf(path, isStatement);
    if (statement) statements.set(statement.node, statement);
  }
  return [...statements.values()].sort((a, b) => rangeOf(a.node).start - rangeOf(b.node).start);
}

function isStatement({ node: { type } }: SyntaxPath): boolean {
  return type.endsWith("Statement") || type.endsWith("Declaration");
}
