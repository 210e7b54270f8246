import type { MarkFunction } from "@inlineage/core";

/** What `inlineage()` takes. Every option has a default: `inlineage()` is enough. */
export interface Options {
  /**
   * Further functions that mark, beside `tracked` of `@inlineage/runtime`. `module` is a specifier as your
   * imports write it, or a path relative to the root, without extension.
   *
   * @default []
   */
  marks?: readonly MarkFunction[];
  /**
   * Turn every version that is not a commit git proves into a build error.
   *
   * @default false
   */
  strict?: boolean;
}

export interface OptionsResolved {
  marks: readonly MarkFunction[];
  strict: boolean;
}
