import type { Compilation, Compiler } from "./compiler.js";

const taken = new WeakSet<object>();

/**
 * Two instances would each build the virtual module with what the other left of the marks, which is nothing.
 *
 * @returns whether this is the first instance in a compiler; of another one the user is told
 */
export function isOnlyOne<C extends Compilation>(compiler: Compiler<C>, name: string): boolean {
  if (taken.has(compiler)) {
    compiler
      .getInfrastructureLogger(name)
      .warn(
        "inlineage() is among the plugins twice: only the first one, with its options, is used",
      );
    return false;
  }
  taken.add(compiler);
  return true;
}
