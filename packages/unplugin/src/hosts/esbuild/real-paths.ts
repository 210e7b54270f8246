import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildOptions } from "esbuild";

/** Links are followed: a candidate is known by where its content is. */
export function realFile(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** @returns `undefined` for a directory that isn't there */
export function realDirectory(directory: string): string | undefined {
  try {
    return realpathSync.native(directory);
  } catch {
    return undefined;
  }
}

/** What paths in esbuild's lists of inputs and outputs are relative to: it follows links there first. */
export function workingDirectory({ absWorkingDir }: BuildOptions): string {
  return realFile(resolve(absWorkingDir ?? process.cwd()));
}
