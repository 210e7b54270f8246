import type { InlineageError } from "@inlineage/core";

/** webpack prints the stack of what a build throws, and ours names no file of the user's. */
export function withoutStack({ message }: InlineageError): Error {
  const error = new Error(message);
  // `ModuleBuildError` shows the message when there is no stack.
  error.stack = "";
  return error;
}
