import { SECOND_INSTANCE } from "../second-instance.js";
import type { Compilation, Compiler } from "./compiler.js";
import { withoutStack } from "./error.js";

const taken = new WeakSet<object>();

/** @returns whether this is the first instance in a compiler; of another one the user is told */
export function isOnlyOne<C extends Compilation>(compiler: Compiler<C>, name: string): boolean {
  if (taken.has(compiler)) {
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      compilation.warnings.push(withoutStack(SECOND_INSTANCE));
    });
    return false;
  }
  taken.add(compiler);
  return true;
}
