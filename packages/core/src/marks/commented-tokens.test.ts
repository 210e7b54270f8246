import { parse } from "@babel/parser";
import { describe, expect, it } from "vitest";
import { ERASURES } from "./erasures.fixture.js";
import { erased, scan } from "./scan.fixture.js";

interface Token {
  text: string;
  start: number;
  end: number;
}

function tokensOf(code: string): Token[] {
  const { tokens = [] } = parse(code, {
    sourceType: "module",
    errorRecovery: true,
    tokens: true,
    plugins: ["typescript", "decorators", "decoratorAutoAccessors"],
  });
  return (tokens ?? []).flatMap(({ type, start, end }) =>
    typeof type === "string" || start === end ? [] : { text: code.slice(start, end), start, end },
  );
}

/** Before these a line break ends a statement, after these it ends one or changes their meaning. */
const NO_BREAK_BEFORE = /^(?:<|>|as|!|=>|\?\.)$/;
const NO_BREAK_AFTER = /^(?:return|async|get|type|accessor|\))$/;

function withComments(code: string, comment: string): string {
  const tokens = tokensOf(code);
  let result = code.slice(0, tokens[0]?.start);
  for (const [index, { text, end }] of tokens.entries()) {
    const next = tokens[index + 1];
    const gap = code.slice(end, next?.start);
    const breaksLine = comment.includes("\n") && !gap.includes("\n");
    const isBound =
      text === "#" ||
      (breaksLine && (NO_BREAK_AFTER.test(text) || NO_BREAK_BEFORE.test(next?.text ?? "")));
    result += text + gap + (next && !isBound ? comment : "");
  }
  return result;
}

/** The code as its tokens, but for the parentheses and semicolons that keep line breaks from ending statements. */
function essence(code: string): string {
  const words = tokensOf(code).map(({ text }) => text);
  return words
    .join(" ")
    .replace("export { } ;", "")
    .replace(/[();] ?/g, "")
    .trim();
}

/** What @babel/parser does not take with plain options, and what a comment between two tokens would change. */
const SPECIAL = /`|__PURE__|abstract|\.\.\.b|<a b/;
const PLAIN = ERASURES.filter(({ code }) => !SPECIAL.test(code));

describe.each(["/* c */", "/* c\n */", "// c\n"])("with %j between all tokens", (comment) => {
  it.each(PLAIN)("the same marks are found and erased: $what", ({ code, file }) => {
    const commented = withComments(code, comment);
    const names = (text: string) => scan(text, { file }).definitions.map(({ name }) => name);
    expect(names(commented)).toEqual(names(code));
    const result = erased(commented, { file });
    expect(essence(result)).toBe(essence(erased(code, { file })));
    expect(result.split(comment).length).toBe(commented.split(comment).length);
  });
});
