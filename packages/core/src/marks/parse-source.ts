import type { ParseResult, ParserOptions, ParserPlugin } from "@babel/parser";
import { InlineageError } from "../errors.js";
import { parse } from "./babel.js";
import { codeFrame } from "./code-frame.js";
import { componentScript, isComponent, mayMarkupUse } from "./component-script.js";

/** A module's text and its syntax tree. */
export interface ParsedSource {
  /** Of a component the whole file; the tree is that of its scripts. */
  code: string;
  /** Absolute path of the file the text comes from. */
  file: string;
  tree: ParseResult;
  /** Whether the tree lacks syntax that the parser doesn't know. No mark, but something that runs. */
  isIncomplete: boolean;
  /** Whether what is no part of the tree, a component's markup, may use a name that the tree declares. */
  mayBeUsedOutside(name: string): boolean;
}

const PERMISSIVE: ParserOptions = {
  // Semantic objections are left to the compiler that comes after us: it knows the dialect and the target.
  errorRecovery: true,
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowNewTargetOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  createImportExpressions: true,
  createParenthesizedExpressions: true,
  attachComment: false,
};

const PROPOSALS: readonly ParserPlugin[] = [
  "decoratorAutoAccessors",
  "deferredImportEvaluation",
  "deprecatedImportAssert",
  "explicitResourceManagement",
  "sourcePhaseImports",
];

/**
 * TC39 first: like TypeScript and esbuild it reads `@tracked [key]() {}` as a decorator and a computed key, and it
 * takes `export @tracked class`; the legacy grammar does neither. What only the legacy one takes is `@a().b()`,
 * `@new A()`, `@a!()`. Decorators on parameters are an error the first recovers from.
 */
const DECORATORS: readonly ParserPlugin[] = [
  ["decorators", { allowCallParenthesized: true }],
  "decorators-legacy",
];

/** Errors after which the parser goes on with a guess, or without a decorator that may be a mark. */
const GUESSES = new Set([
  "DecoratorSemicolon",
  "DecoratorStaticBlock",
  "InvalidLhs",
  "InvalidOrUnexpectedToken",
  "LineTerminatorBeforeArrow",
  "MissingEqInAssignment",
  "MissingSemicolon",
  "TrailingDecorator",
  "UnexpectedLeadingDecorator",
  "UnexpectedToken",
  "UnsupportedDecoratorExport",
]);

/**
 * Parses a module as permissively as the parser allows.
 *
 * @param file its extension decides the dialect
 * @param isBlock whether the code is a block that was taken out of a component
 * @throws {InlineageError} `SYNTAX_ERROR`
 */
export function parseSource(code: string, file: string, isBlock = false): ParsedSource {
  const script = isComponent(file) && !isBlock ? componentScript(code, file) : code;
  const mayBeUsedOutside = (name: string) =>
    isComponent(file) && mayMarkupUse(name, code, file, isBlock);
  let furthest: SyntaxProblem | undefined;
  for (const sourceType of ["module", "script"] as const) {
    for (const dialect of dialectsOf(file)) {
      for (const decorators of DECORATORS) {
        const plugins = [...dialect, ...PROPOSALS, decorators];
        const result = parseRepaired(script, { ...PERMISSIVE, sourceType, plugins });
        if (!("problem" in result)) return { code, file, mayBeUsedOutside, ...result };
        // The grammar that got furthest is the one the author had in mind.
        if (!furthest || result.problem.pos > furthest.pos) furthest = result.problem;
      }
    }
  }
  throw syntaxError(code, file, furthest as SyntaxProblem);
}

function dialectsOf(file: string): readonly (readonly ParserPlugin[])[] {
  const extension = /\.([cm]?[jt]sx?)$/.exec(file)?.[1];
  switch (extension) {
    case "ts":
    case "mts":
    case "cts":
      return [["typescript"]];
    case "tsx":
      return [["typescript", "jsx"]];
    case "js":
    case "jsx":
    case "mjs":
    case "cjs":
      return [["jsx"], ["jsx", "flow"]];
    default:
      // A component: the language is not in the file's name.
      return [["typescript", "jsx"], ["typescript"]];
  }
}

/** What @babel/parser throws, and collects when it recovers. */
interface SyntaxProblem extends SyntaxError {
  pos: number;
  loc: { line: number; column: number };
  reasonCode: string;
}

function parseRepaired(
  code: string,
  options: ParserOptions,
): Pick<ParsedSource, "tree" | "isIncomplete"> | { problem: SyntaxProblem } {
  let text = code;
  let isIncomplete = false;
  for (;;) {
    try {
      const tree = parse(text, options);
      const problem = (tree.errors as unknown as SyntaxProblem[]).find(isGuess);
      return problem ? { problem } : { tree, isIncomplete };
    } catch (error) {
      if (!isSyntaxProblem(error)) throw error;
      const repaired = blankUnknownSyntax(text, error.pos);
      if (repaired === undefined) return { problem: error };
      isIncomplete ||= text.startsWith("...", error.pos);
      text = repaired;
    }
  }
}

const ABSTRACT_AFTER_DECORATORS = /\babstract(?=\s+$)/;
const DECORATED_REST = /@[^@;]*$/;

/**
 * Two forms that TypeScript and esbuild take and @babel/parser 7 does not: `export default @a abstract class`, and
 * a decorator on a rest parameter. Neither `abstract` nor `...` matters to marks: blanks of the same length stand in.
 */
function blankUnknownSyntax(text: string, errorAt: number): string | undefined {
  const before = text.slice(0, errorAt);
  if (text.startsWith("class", errorAt) && ABSTRACT_AFTER_DECORATORS.test(before)) {
    return before.replace(ABSTRACT_AFTER_DECORATORS, " ".repeat(8)) + text.slice(errorAt);
  }
  if (text.startsWith("...", errorAt) && DECORATED_REST.test(before)) {
    return `${before}   ${text.slice(errorAt + 3)}`;
  }
  return undefined;
}

function isSyntaxProblem(error: unknown): error is SyntaxProblem {
  return error instanceof SyntaxError && "pos" in error && "loc" in error;
}

function isGuess({ reasonCode }: SyntaxProblem): boolean {
  return GUESSES.has(reasonCode);
}

function syntaxError(code: string, file: string, problem: SyntaxProblem): InlineageError {
  const line = problem.loc.line;
  const column = problem.loc.column + 1;
  // Babel's sentence, without the place at its end.
  const reason = problem.message.replace(/\s*\(\d+:\d+\)$/, "").replace(/\.$/, "");
  return new InlineageError({
    code: "SYNTAX_ERROR",
    message: `can't be parsed, so its marks can't be read: ${reason}`,
    remedy: "correct the syntax at this place.",
    location: { file, line, column },
    frame: codeFrame(code, line, column),
    cause: problem,
  });
}
