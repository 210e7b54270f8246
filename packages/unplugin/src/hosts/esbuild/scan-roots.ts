import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { BuildOptions } from "esbuild";
import { ancestorsOf, isWithin } from "../../ancestors.js";
import { realDirectory } from "./real-paths.js";

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

/**
 * The directory a build writes to, unless sources may be in it too.
 *
 * @param directory its working directory
 * @returns its real path
 */
export function outputDirectory(options: BuildOptions, directory: string): string | undefined {
  const { outdir, outfile } = options;
  const output = outdir ?? (outfile === undefined ? undefined : dirname(outfile));
  if (output === undefined) return undefined;
  const real = realPath(resolve(directory, output));
  const starts = scanStarts(options, directory).map(realPath);
  return starts.some((start) => isWithin(start, real)) ? undefined : real;
}

/** What isn't there yet is where it will be. */
function realPath(directory: string): string {
  const real = realDirectory(directory);
  const parent = dirname(directory);
  if (real !== undefined || parent === directory) return real ?? directory;
  return join(realPath(parent), basename(directory));
}

/**
 * The directories to look through for what a build in `directory` may reach, the best one first and narrower ones
 * after it, for when it holds too much: the work tree (or else the outermost package), then the nearest package,
 * then the directory itself. Never the file system's root, and never a home directory: those hold everything.
 *
 * @param directory absolute real path
 */
export function scanRoots(directory: string, home = homedir()): string[] {
  const ancestors = ancestorsOf(directory).filter((ancestor) => !holdsEverything(ancestor, home));
  const packages = ancestors.filter((ancestor) => existsSync(join(ancestor, "package.json")));
  const workTree = ancestors.find((ancestor) => existsSync(join(ancestor, ".git")));
  const roots = [workTree ?? packages.at(-1), packages[0], ancestors[0]];
  return [...new Set(roots)].filter((root) => root !== undefined);
}

function holdsEverything(directory: string, home: string): boolean {
  return dirname(directory) === directory || ancestorsOf(home).includes(directory);
}
