import { unwrap } from "../marks/expressions.js";
import type { Node, NodeOf } from "../marks/syntax.js";
import type { Part } from "./node-meaning.js";

/** White space as JSX knows it: others, such as `&nbsp;`, are text. */
const LINE_BREAK = /\r\n|\n|\r/;
const BLANKS_BEFORE = /^[ \t]+/;
const BLANKS_AFTER = /[ \t]+$/;
const BLANKS = /[ \t]+/g;

/**
 * The children of an element as they are rendered: text without the white space around line breaks, as every JSX
 * compiler drops it, and texts in braces joined to the text beside them, since formatters break lines with `{" "}`.
 * They also make one blank of several in a text, and so does this.
 */
export function jsxChildren({ children }: NodeOf<"JSXElement" | "JSXFragment">): readonly Part[] {
  const parts: Part[] = [];
  let text = "";
  for (const child of children) {
    if (child.type === "JSXExpressionContainer" && child.expression.type === "JSXEmptyExpression") {
      continue;
    }
    const piece = textOf(child);
    if (piece !== undefined) {
      text += piece;
      continue;
    }
    if (text !== "") parts.push(text);
    text = "";
    parts.push(child);
  }
  if (text !== "") parts.push(text);
  return parts;
}

/** `a="b"` and `a={"b"}` are one attribute. */
export function jsxAttributeValue({ value }: NodeOf<"JSXAttribute">): Part {
  if (value?.type === "StringLiteral") return value.value.replaceAll("\r\n", "\n");
  if (value?.type !== "JSXExpressionContainer") return value;
  const inner = unwrap(value.expression);
  return inner.type === "StringLiteral" ? inner.value : value;
}

/** A child's text with character references left as they are, so that none is taken for white space. */
function textOf(child: Node): string | undefined {
  if (child.type === "JSXText") return trimmedLines(String(child.extra?.raw ?? child.value));
  if (child.type !== "JSXExpressionContainer") return undefined;
  const inner = unwrap(child.expression);
  return inner.type === "StringLiteral" ? inner.value.replaceAll("&", "&amp;") : undefined;
}

function trimmedLines(text: string): string {
  const lines = text.split(LINE_BREAK);
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : line.replace(BLANKS_BEFORE, "");
      const whole = index === lines.length - 1 ? start : start.replace(BLANKS_AFTER, "");
      return whole.replace(BLANKS, " ");
    })
    .filter((line) => line !== "")
    .join(" ");
}

const PRAGMA = /^\s*\*?\s*@(jsx|jsxFrag|jsxImportSource|jsxRuntime)\s+(\S+)/gm;

/** The comments by which a module tells its compiler what JSX is: `@jsxImportSource preact`. */
export function jsxPragmas(comments: readonly { value: string }[]): string[] {
  return comments.flatMap(({ value }) =>
    [...value.matchAll(PRAGMA)].map(([, name, setting]) => `${name} ${setting}`),
  );
}
