import { relative } from "node:path";
import { InlineageError, type InlineageErrorCode, type SourceLocation } from "../errors.js";
import { codeFrame } from "./code-frame.js";
import type { Misuse } from "./mark-bindings.js";
import type { ParsedSource } from "./parse-source.js";
import type { Node } from "./syntax.js";

/** Where a node starts, with its file. Lines and columns count from 1. */
export function locationOf({ code, file }: ParsedSource, node: Node): Required<SourceLocation> {
  const { line = 1, column = 0 } = node.loc?.start ?? {};
  // Editors don't count a byte order mark as a column.
  const hasByteOrderMark = line === 1 && code.charCodeAt(0) === 0xfeff;
  return { file, line, column: column + (hasByteOrderMark ? 0 : 1) };
}

/** An error about a mark, with the code frame of the place where `node` starts. */
export function markError(
  source: ParsedSource,
  node: Node,
  details: { code: InlineageErrorCode; message: string; remedy: string },
): InlineageError {
  const location = locationOf(source, node);
  const frame = codeFrame(source.code.replace(/^\uFEFF/, ""), location.line, location.column);
  return new InlineageError({ ...details, location, frame });
}

const MAX_QUOTED = 40;

/** @param root what paths of mark modules start from */
export function misuseError(
  source: ParsedSource,
  node: Node,
  misuse: Misuse,
  root: string,
): InlineageError {
  const text = source.code.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, " ");
  const quoted = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
  const { what, remedy } = MISUSES[misuse];
  const module = relative(root, source.file).replaceAll("\\", "/");
  return markError(source, node, {
    code: "UNSUPPORTED_MARK",
    message: `\`${quoted}\` ${what}`,
    remedy: remedy.replace("MODULE", module.startsWith(".") ? module : `./${module}`),
  });
}

const MISUSES: Record<Misuse, { what: string; remedy: string }> = {
  value: {
    what: "uses a mark function as a value, so nobody can tell what it will mark",
    remedy: 'mark each definition where it is written: @tracked, or tracked("name", fn).',
  },
  compiled: {
    what: "is what a compiler made of a mark, and no mark any more",
    remedy:
      'have the bundler take the file that this one was compiled from: by an alias, or by "exports" in its package.json; where a plugin compiles what it loads (@rollup/plugin-typescript), use one that does so later, or "target": "esnext".',
  },
  exported: {
    what: "hands a mark function on to other modules, where it would not be recognised",
    remedy:
      'import it from its own module there, or add { module: "MODULE", name: "the exported name" } to the option `marks`.',
  },
  variable: {
    what: "keeps a mark function in a variable that could be assigned again",
    remedy: "declare it with const.",
  },
  reassigned: {
    what: "assigns to a name that stands for a mark function",
    remedy: "choose another name for the variable.",
  },
  unsettled: {
    what: "reaches a mark function through a variable that is assigned more than once",
    remedy:
      "import the mark function with an import statement, or declare the variable with const.",
  },
  dynamic: {
    what: "picks an export of a module of mark functions while running",
    remedy: "write the name of the export.",
  },
  new: {
    what: "uses a mark function as a constructor",
    remedy: 'put @tracked on the class, or write tracked("name", class { … }).',
  },
  template: {
    what: "uses a mark function as a template tag",
    remedy: 'write tracked("name", fn).',
  },
};
