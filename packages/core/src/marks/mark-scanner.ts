import type { SourceMap } from "magic-string";
import type { TrackedDefinition } from "../definition.js";

/** A function whose use is a mark: the export `name` of `module`. */
export interface MarkFunction {
  /** A specifier as written in imports, or a path relative to the root (`./our-tracking`). */
  module: string;
  name: string;
}

/** A module with its marks gone. */
export interface ErasedSource {
  code: string;
  map: SourceMap;
}

export interface ScannedModule {
  definitions: readonly TrackedDefinition[];
  /** @returns the source without its marks, or `undefined` when there is nothing to erase */
  erase(): ErasedSource | undefined;
}

export interface MarkScanner {
  /** A text without a match holds no marks. Stateless (no `g` or `y` flag). */
  readonly candidateText: RegExp;
  /** @throws {InlineageError} on a syntax error and on a mark that can't be honoured */
  scan(code: string, file: string): ScannedModule;
}
