/** Every kind of failure a user of the runtime can meet. The code is stable; the wording is not. */
export type RuntimeErrorCode =
  | "INVALID_OPTION"
  | "INVALID_NAME"
  | "RESERVED_NAME"
  | "USED_NAME"
  | "UNKNOWN_NAME"
  | "NOT_JSON"
  | "INVALID_AGGREGATE";

/**
 * The only error class the runtime throws on purpose.
 *
 * `message` says what happened, and after a colon what to do about it.
 */
export class InlineageRuntimeError extends Error {
  override readonly name = "InlineageRuntimeError";
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, what: string, remedy: string, cause?: unknown) {
    super(`${what}: ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
