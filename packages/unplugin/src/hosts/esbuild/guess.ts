import { setImmediate as breath } from "node:timers/promises";
import type { OnLoadResult } from "esbuild";
import { stampOf } from "./marked-file.js";
import type { Pass } from "./pass.js";

/** Versions asked for before it was certain which files are reached. */
export interface Guess {
  /** Real paths of the files it is about. */
  readonly files: ReadonlySet<string>;
  readonly result: OnLoadResult;
  /** Whether nothing it depends on has changed since. */
  isCurrent(): boolean;
}

/** Asking git about many files that are not reached after all would cost more than waiting for it. */
const MOST_FILES = 64;

/**
 * Asks for the versions of all candidates while esbuild still scans. Mostly it reaches them all, and git's 50 ms
 * are over when that is certain.
 *
 * @param watched files that are no sources and change versions
 * @returns `undefined` when it isn't worth while
 */
export async function guessVersions(
  pass: Pass,
  watched: readonly string[],
  load: (files: ReadonlySet<string>) => Promise<OnLoadResult>,
): Promise<Guess | undefined> {
  if (pass.awaited.length + pass.loaded.size > MOST_FILES) return undefined;
  const paths = new Set(pass.loaded.keys());
  for (const path of pass.awaited) {
    if (pass.inspect(path).marked) paths.add(path);
    // Lets esbuild's questions in between.
    await breath();
  }
  if (pass.hasFailed) return undefined;
  const inspected = [...paths].map((path) => pass.inspect(path));
  const stamps = new Map<string, string>([
    ...inspected.map(({ file, stamp }) => [file, stamp] as const),
    ...watched.map((path) => [path, stampOf(path)] as const),
  ]);
  const files = new Set(inspected.map(({ file }) => file));
  const result = await load(files);
  return {
    files,
    result,
    isCurrent: () => [...stamps].every(([path, stamp]) => stampOf(path) === stamp),
  };
}
