import { dirname, isAbsolute, resolve } from "node:path";
import type { BuildOptions } from "esbuild";

/**
 * The directories whose surroundings a build may reach, as far as its options tell.
 *
 * @param directory its working directory
 */
export function scanStarts(options: BuildOptions, directory: string): string[] {
  const { entryPoints = [], inject = [], alias = {}, stdin } = options;
  const entries = Array.isArray(entryPoints)
    ? entryPoints.map((entry) => (typeof entry === "string" ? entry : entry.in))
    : Object.values(entryPoints);
  const files = [...entries, ...inject, ...Object.values(alias).filter(isAbsolute)];
  const directories = files.map((file) => dirname(resolve(directory, file)));
  return [directory, ...(stdin?.resolveDir ? [stdin.resolveDir] : []), ...new Set(directories)];
}
