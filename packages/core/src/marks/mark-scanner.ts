import type { TrackedDefinition } from "../definition.js";
import { eraseMarks, type UnmarkedNodes, unmarkedNodes } from "./erase-marks.js";
import { findMarks } from "./find-marks.js";
import { createMarkModules } from "./mark-modules.js";
import { type ParsedSource, parseSource } from "./parse-source.js";
import { findUsedMarks } from "./used-marks.js";

/** A function whose use is a mark: the export `name` of `module`. */
export interface MarkFunction {
  /** A specifier as written in imports, or a path relative to the root (`./our-tracking`). */
  module: string;
  name: string;
}

/** A module with its marks gone. */
export interface ErasedSource {
  code: string;
  map: ErasedMap;
}

/** A source map of one source (ECMA-426). */
export interface ErasedMap {
  version: 3;
  sources: [file: string];
  sourcesContent: [code: string];
  names: string[];
  mappings: string;
}

export interface ScannedModule {
  definitions: readonly TrackedDefinition[];
  /** @returns the source without its marks, or `undefined` when there is nothing to erase */
  erase(): ErasedSource | undefined;
  readonly source: ParsedSource;
  /** @returns what {@link erase} leaves of the syntax tree */
  unmarked(): UnmarkedNodes;
}

export interface MarkScanner {
  /** A text without a match holds no marks. Stateless (no `g` or `y` flag). */
  readonly candidateText: RegExp;
  /** A specifier without a match is not of a module that exports mark functions. */
  readonly markSpecifier: RegExp;
  /** Whether the text matches: quicker to ask. */
  mayHoldMarks(text: string): boolean;
  /**
   * @param isBlock whether the code is a block that was taken out of the component `file`, and not all of it
   * @throws {InlineageError} on a syntax error and on a mark that can't be honoured
   */
  scan(code: string, file: string, isBlock?: boolean): ScannedModule;
}

/**
 * Finds and erases marks.
 *
 * @param root absolute path that relative modules in `functions` start from
 * @param functions what is a mark beside {@link DEFAULT_MARK}
 */
export function createMarkScanner({
  root,
  functions,
}: {
  root: string;
  functions: readonly MarkFunction[];
}): MarkScanner {
  const modules = createMarkModules(root, functions);
  const lately = new Map<string, { code: string; scanned: WeakRef<ScannedModule> }>();

  function scanAnew(code: string, file: string, isBlock?: boolean): ScannedModule {
    const source = parseSource(code, file, isBlock);
    const { uses, bindings } = findUsedMarks(source, modules.specifierTexts, (specifier) =>
      modules.exportsOf(specifier, file),
    );
    const isMarkModule = modules.isMarkModule(file);
    const marks = findMarks(uses, { source, root, isMarkModule });
    return {
      definitions: marks.map(({ definition }) => definition),
      erase: () => (marks.length > 0 ? eraseMarks(source, marks, bindings) : undefined),
      source,
      unmarked: () => unmarkedNodes(source, marks, bindings),
    };
  }

  return {
    candidateText: modules.candidateText,
    markSpecifier: modules.specifier,
    mayHoldMarks: modules.mayHoldMarks,

    // Who fingerprints a module has mostly just erased its marks: parsing it is most of the work, unless the memory
    // was needed for other things.
    scan(code, file, isBlock) {
      if (isBlock) return scanAnew(code, file, isBlock);
      const before = lately.get(file);
      const known = before?.code === code ? before.scanned.deref() : undefined;
      if (known) return known;
      const scanned = scanAnew(code, file);
      lately.set(file, { code, scanned: new WeakRef(scanned) });
      return scanned;
    },
  };
}
