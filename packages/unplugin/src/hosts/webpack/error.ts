/**
 * An error that is printed as its message alone. webpack and Rspack print the stack of what they are given, and
 * ours names no file of the user's. Of no class of our own: webpack's file cache could not store it.
 */
export function withoutStack(message: string): Error {
  const error = new Error(message);
  // `ModuleBuildError` shows the message when there is no stack.
  error.stack = "";
  return error;
}
