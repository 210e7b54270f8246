/** Every kind of failure a user of the runtime can meet. The code is stable; the wording is not. */
export type RuntimeErrorCode =
  | "INVALID_OPTION"
  | "INVALID_NAME"
  | "INVALID_VALUE"
  | "UNREADABLE_CONTENT"
  | "NO_CURRENT_TRACKER";

/**
 * The only error class the runtime throws on purpose.
 *
 * `message` says what happened, and after a colon what to do about it.
 */
export class InlineageRuntimeError extends Error {
  override readonly name = "InlineageRuntimeError";
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${remedy}`, options);
    this.code = code;
  }
}
