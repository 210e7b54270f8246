import { resolve } from "node:path";
import type { BuildOptions } from "esbuild";
import { realFile } from "./marked-file.js";

/** What paths in esbuild's lists of inputs and outputs are relative to: it follows links there first. */
export function workingDirectory({ absWorkingDir }: BuildOptions): string {
  return realFile(resolve(absWorkingDir ?? process.cwd()));
}
