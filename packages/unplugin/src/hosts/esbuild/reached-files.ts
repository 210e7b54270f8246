import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Metafile } from "esbuild";
import { hasOtherPlugins } from "./other-plugins.js";
import type { Pass } from "./pass.js";
import { realFile } from "./real-paths.js";
import type { SourceScan } from "./source-scan.js";
import { stdinPath } from "./stdin-marks.js";

/** The marked files in a module graph: path as esbuild knows it, to real path. */
export type ReachedFiles = ReadonlyMap<string, string>;

/**
 * Finds the marked files among the inputs of a finished build.
 *
 * @param directory the build's working directory, which inputs are relative to
 */
export function reachedMarkedFiles(
  inputs: Metafile["inputs"],
  directory: string,
  pass: Pass,
  scan: SourceScan,
): ReachedFiles {
  const options = pass.esbuildOptions;
  // esbuild follows links itself, unless told otherwise; other plugins may resolve to one.
  const arePathsReal = !options.preserveSymlinks && !hasOtherPlugins(options);
  const isUnmarked = (path: string) => !pass.isCandidate(path) && scan.visited.has(path);

  const onStdin = stdinPath(options, directory);
  const reached = new Map<string, string>();
  for (const [input, { with: attributes }] of Object.entries(inputs)) {
    if (arePathsReal && isUnmarked(resolve(directory, input))) continue;
    const path = pathOf(input, directory);
    if (path === undefined || path === onStdin || !pass.isCode(path, attributes)) continue;
    const file = realFile(path);
    if (isUnmarked(file)) continue;
    if (pass.inspect(path).marked) reached.set(path, file);
  }
  return reached;
}

/** @returns `undefined` for what is no file: other namespaces, packages mapped to nothing, standard input */
export function pathOf(input: string, directory: string): string | undefined {
  const path = resolve(directory, input);
  if (existsSync(path)) return path;
  const suffix = path.search(/[?#]/);
  const withoutSuffix = suffix === -1 ? path : path.slice(0, suffix);
  return suffix !== -1 && existsSync(withoutSuffix) ? withoutSuffix : undefined;
}
