/** Every kind of failure a user can meet. The code is stable; the wording is not. */
export type InlineageErrorCode =
  | "INVALID_OPTION"
  | "SYNTAX_ERROR"
  | "UNNAMED_DEFINITION"
  | "INVALID_NAME"
  | "RESERVED_NAME"
  | "DUPLICATE_NAME"
  | "UNSUPPORTED_MARK"
  | "UNPROVEN_VERSION"
  | "UNREADABLE_FILE"
  | "NO_SNAPSHOT"
  | "NO_VERSIONS"
  | "GIT_FAILED"
  | "HOST_LIMIT";

/** A place in a user's source file. Lines and columns count from 1. */
export interface SourceLocation {
  file: string;
  line?: number;
  column?: number;
}

export interface InlineageErrorDetails {
  code: InlineageErrorCode;
  /** What happened, in one sentence without a final stop. */
  message: string;
  /** The one thing to do about it, an imperative sentence. */
  remedy: string;
  location?: SourceLocation | undefined;
  /** The other place, when two are at odds. The message has to name it. */
  related?: SourceLocation | undefined;
  /** A few source lines with a caret, as made by `codeFrame`. */
  frame?: string | undefined;
  cause?: unknown;
}

/**
 * The only error class this project throws on purpose.
 *
 * `message` is ready to show: `FILE:LINE:COLUMN: what happened`, the code frame when there is one, and the remedy.
 */
export class InlineageError extends Error {
  override readonly name = "InlineageError";
  readonly code: InlineageErrorCode;
  readonly remedy: string;
  readonly location: SourceLocation | undefined;
  readonly related: SourceLocation | undefined;

  constructor(details: InlineageErrorDetails) {
    super(
      formatMessage(details),
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = details.code;
    this.remedy = details.remedy;
    this.location = details.location;
    this.related = details.related;
  }
}

function formatMessage({ message, location, frame, remedy }: InlineageErrorDetails): string {
  const place = location ? `${formatLocation(location)}: ` : "";
  const lines = [`${place}${message}`];
  if (frame) lines.push(frame);
  lines.push(`To fix it: ${remedy}`);
  return lines.join("\n");
}

/** `FILE:LINE:COLUMN`, as editors and terminals make clickable. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  if (line === undefined) return file;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
