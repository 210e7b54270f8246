import { join } from "node:path";
import type { TrackedDefinition } from "../definition.js";
import { InlineageError } from "../errors.js";
import { UnreadableObject } from "../git/history/object-batch.js";
import type { Lookback } from "./open-lookback.js";

/** What is marked in a content, if that is there to be read. */
export type DefinitionsIn = readonly TrackedDefinition[] | "unreadable";

/** The text behind a blob id, or `undefined` where this clone lacks it. */
export async function readBlob({ objects }: Lookback, blob: string): Promise<string | undefined> {
  try {
    return (await objects.read(blob)).content.toString();
  } catch (error) {
    if (error instanceof UnreadableObject) return undefined;
    throw error;
  }
}

/** Reads what was marked in a file, each content once. */
export function createDefinitionReader(lookback: Lookback) {
  const known = new Map<string, Promise<DefinitionsIn>>();
  return (path: string, blob: string): Promise<DefinitionsIn> => {
    const key = `${blob} ${path}`;
    const definitions = known.get(key) ?? readDefinitions(lookback, path, blob);
    known.set(key, definitions);
    return definitions;
  };
}

export type DefinitionReader = ReturnType<typeof createDefinitionReader>;

async function readDefinitions(
  lookback: Lookback,
  path: string,
  blob: string,
): Promise<DefinitionsIn> {
  const code = await readBlob(lookback, blob);
  return code === undefined ? "unreadable" : definitionsInText(lookback, path, code);
}

/**
 * What is marked in a text; nothing where it can't be parsed or its marks can't be honoured, for no build was made of
 * that.
 *
 * @param path relative to the repository's top level, with `/`
 */
export function definitionsInText(
  { repository, scanner }: Lookback,
  path: string,
  code: string,
): readonly TrackedDefinition[] {
  if (!scanner.mayHoldMarks(code)) return [];
  try {
    return scanner.scan(code, join(repository.topLevel, path)).definitions;
  } catch (error) {
    if (error instanceof InlineageError) return [];
    throw error;
  }
}
