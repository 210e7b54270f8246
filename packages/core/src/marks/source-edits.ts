import MagicString from "magic-string";
import type { ErasedMap, ErasedSource } from "./mark-scanner.js";
import type { Trivia } from "./trivia.js";

/** Changes to one source text, collected first and applied together. */
export interface SourceEdits {
  readonly trivia: Trivia;
  /** Removes exactly this text. */
  remove(start: number, end: number): void;
  /** Removes the tokens in a range and keeps its comments. */
  removeTokens(start: number, end: number): void;
  /** Like `removeTokens`, and keeps the line breaks as well, so that what follows stays on its line. */
  removeWithinLines(start: number, end: number): void;
  /** Adds text after what is left of the text before `at`. */
  insert(at: number, text: string): void;
  /** @param file what the map calls the source */
  apply(file: string): ErasedSource;
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]|$/y;
const LINE_BREAKS = /\r\n|[\n\r\u2028\u2029]/g;
const WORD = /[\w$\\]|[^\p{ASCII}\s]/u;

export function createSourceEdits(trivia: Trivia): SourceEdits {
  const { code } = trivia;
  const removals: [start: number, end: number][] = [];
  const insertions: [at: number, text: string][] = [];

  function remove(start: number, end: number): void {
    if (end > start) removals.push([start, end]);
  }

  function removeWithinLine(start: number, end: number): void {
    let from = start;
    for (const { 0: lineBreak, index } of code.slice(start, end).matchAll(LINE_BREAKS)) {
      remove(from, start + index);
      from = start + index + lineBreak.length;
    }
    remove(from, end);
  }

  return {
    trivia,
    remove,

    removeWithinLines(start, end) {
      const comments = trivia.commentsWithin(start, end);
      let from = start;
      for (const comment of comments) {
        removeWithinLine(from, comment.start);
        from = comment.end;
      }
      removeWithinLine(from, end);
      const isOneLine = comments.length === 0 && !code.slice(start, end).match(LINE_BREAKS);
      if (isOneLine && WORD.test(code.charAt(start - 1)) && WORD.test(code.charAt(end))) {
        insertions.push([start, " "]);
      }
    },

    removeTokens(start, end) {
      const comments = trivia.commentsWithin(start, end);
      let from = start;
      for (const comment of comments) {
        remove(from, comment.start);
        from = comment.isLine ? Math.min(end, afterLineBreak(code, comment.end)) : comment.end;
      }
      remove(from, end);
      const glued = comments.length === 0 && WORD.test(code.charAt(start - 1));
      if (glued && WORD.test(code.charAt(end))) insertions.push([start, " "]);
    },

    insert: (at, text) => insertions.push([at, text]),

    apply(file) {
      const text = new MagicString(code);
      for (const [start, end] of removals) text.remove(start, end);
      // After the removals, which would take along what was inserted at their edge.
      for (const [at, added] of insertions) text.appendLeft(at, added);
      const { names, mappings } = text.generateMap({ hires: "boundary" });
      return erasedSource(text.toString(), { names, mappings }, code, file);
    },
  };
}

/** @param original the text before */
export function erasedSource(
  code: string,
  { names, mappings }: Pick<ErasedMap, "names" | "mappings">,
  original: string,
  file: string,
): ErasedSource {
  const sources: [string] = [file.replaceAll("\\", "/")];
  return { code, map: { version: 3, sources, sourcesContent: [original], names, mappings } };
}

function afterLineBreak(code: string, position: number): number {
  LINE_BREAK.lastIndex = position;
  return LINE_BREAK.test(code) ? LINE_BREAK.lastIndex : position;
}
