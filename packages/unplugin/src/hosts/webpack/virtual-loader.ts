import { InlineageError } from "@inlineage/core";
import type { Compilation } from "./compiler.js";
import { withoutStack } from "./error.js";

export interface VirtualModuleOptions {
  /** @throws {InlineageError} when the constants of this compilation could not be computed */
  textIn(compilation: Compilation): string;
}

interface LoaderContext {
  readonly _compilation: Compilation;
  getOptions(): VirtualModuleOptions;
  cacheable(flag: boolean): void;
}

/** Answers before anybody tries to read the resource, and before any other loader sees it. */
export function pitch(this: LoaderContext): string {
  // The text follows the whole module graph and git: no cache, in memory or on disk, can tell when it is stale.
  this.cacheable(false);
  try {
    return this.getOptions().textIn(this._compilation);
  } catch (error) {
    throw error instanceof InlineageError ? withoutStack(error.message) : error;
  }
}

/** Never called: webpack wants a loader to have one. */
export default function unchanged(text: string): string {
  return text;
}
