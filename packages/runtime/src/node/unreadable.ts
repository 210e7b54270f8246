import { InlineageRuntimeError } from "../errors.js";

/** The error for a path that can't be read; one that is such an error already stays as it is. */
export function unreadable(path: string | Buffer, cause: unknown): InlineageRuntimeError {
  if (cause instanceof InlineageRuntimeError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InlineageRuntimeError(
    "UNREADABLE_CONTENT",
    `${JSON.stringify(String(path))} can't be read (${reason})`,
    "give a file or folder that is there, may be read and stays as it is meanwhile",
    { cause },
  );
}
