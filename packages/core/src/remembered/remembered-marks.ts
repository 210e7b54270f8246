import type { TrackedDefinition } from "../definition.js";
import type { ErasedSource, MarkScanner } from "../marks/mark-scanner.js";
import { erasedSource } from "../marks/source-edits.js";
import type { BuildMemory } from "./build-memory.js";
import { circumstancesOf, type MarkCircumstances } from "./circumstances.js";

/** The marks of one module, and the module without them. */
export interface FoundMarks {
  definitions: readonly TrackedDefinition[];
  /** `undefined` when there is nothing to erase. */
  erased: ErasedSource | undefined;
}

interface Kept {
  definitions: Omit<TrackedDefinition, "file">[];
  erased?: { code: string; names: string[]; mappings: string };
}

/**
 * Finds and erases marks, without parsing what was parsed by an earlier build.
 *
 * @returns see {@link MarkScanner.scan}
 */
export function createRememberedMarks(
  scanner: MarkScanner,
  memory: BuildMemory,
  marks: MarkCircumstances,
): (code: string, file: string, isBlock?: boolean) => FoundMarks {
  return (code, file, isBlock = false) => {
    const circumstances = ["marks", isBlock, ...circumstancesOf(file, marks)];
    const { definitions, erased } = memory.recall(code, circumstances, () =>
      keptOf(scanner.scan(code, file, isBlock)),
    );
    return {
      definitions: definitions.map((definition) => ({ ...definition, file })),
      erased: erased && erasedSource(erased.code, erased, code, file),
    };
  };
}

function keptOf(scanned: ReturnType<MarkScanner["scan"]>): Kept {
  const definitions = scanned.definitions.map(({ file: _file, ...rest }) => rest);
  const erased = scanned.erase();
  if (!erased) return { definitions };
  const { names, mappings } = erased.map;
  return { definitions, erased: { code: erased.code, names, mappings } };
}
