import type { ParsedSource } from "./parse-source.js";

/** A comment by its place. A line comment doesn't include its line break. */
export interface CommentRange {
  start: number;
  end: number;
  isLine: boolean;
  text: string;
}

/** What stands between the tokens of a source. */
export interface Trivia {
  readonly code: string;
  /** Where the first token at or after `position` starts. */
  nextToken(position: number): number;
  commentsWithin(start: number, end: number): readonly CommentRange[];
  /** The comment with nothing but white space between its end and `position`. */
  commentBefore(position: number): CommentRange | undefined;
}

const WHITE_SPACE = /\s*/y;

export function createTrivia({ code, tree }: ParsedSource): Trivia {
  const comments: CommentRange[] = (tree.comments ?? []).map(({ start, end, type, value }) => ({
    start: start ?? 0,
    end: end ?? 0,
    isLine: type === "CommentLine",
    text: value,
  }));
  const byStart = new Map(comments.map((comment) => [comment.start, comment]));

  return {
    code,

    nextToken(position) {
      let at = afterWhiteSpace(code, position);
      for (let comment = byStart.get(at); comment; comment = byStart.get(at)) {
        at = afterWhiteSpace(code, comment.end);
      }
      return at;
    },

    commentsWithin: (start, end) =>
      comments.filter((comment) => comment.start >= start && comment.end <= end),

    commentBefore: (position) =>
      comments.find(
        (comment) => comment.end <= position && afterWhiteSpace(code, comment.end) === position,
      ),
  };
}

/** The first position at or after `position` that holds no white space. */
export function afterWhiteSpace(code: string, position: number): number {
  WHITE_SPACE.lastIndex = position;
  WHITE_SPACE.test(code);
  return WHITE_SPACE.lastIndex;
}
