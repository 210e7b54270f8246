import { InlineageError } from "@inlineage/core";

/**
 * Readies an error for a bundler to print. Bundlers print the stack and the causes of whatever is thrown; of an
 * error that is the user's to fix, neither says anything the message doesn't.
 */
export function withoutTrace(error: unknown): unknown {
  if (error instanceof InlineageError) {
    // Vite 6 and 7 print the stack alone; Rollup prints what is left of it after this very beginning.
    error.stack = `${error.name}: ${error.message}\n`;
    delete error.cause;
  }
  return error;
}
