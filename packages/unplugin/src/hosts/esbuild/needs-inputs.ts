import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { hasOtherPlugins } from "./other-plugins.js";
import type { SourceScan } from "./source-scan.js";

/**
 * Whether esbuild's own list of inputs (`metafile`, 1 to 5 % of a build) has to confirm the answer afterwards.
 *
 * Without it the answer is certain in all but two cases: other plugins can load files before this one is asked, or
 * write them while the build runs; and a package with both a `module` and a `main` file can lose one of them again
 * after it was loaded (`HasSecondary` in esbuild's bundler.go). In a third case it names files to remove: a build
 * that has to be made again leaves those whose name holds a hash.
 */
export function needsInputs(options: BuildOptions, scan: SourceScan): boolean {
  const { splitting, entryNames, chunkNames, assetNames } = options;
  const hasHashes = [entryNames, chunkNames, assetNames].some((name) => name?.includes("[hash]"));
  return hasOtherPlugins(options) || splitting === true || hasHashes || mayLoseFiles(options, scan);
}

function mayLoseFiles({ platform, mainFields }: BuildOptions, scan: SourceScan): boolean {
  if (mainFields !== undefined || (platform ?? "browser") !== "browser") return false;
  return [...scan.directories, ...scan.visited].some(hasTwoMainFiles);
}

function hasTwoMainFiles(directory: string): boolean {
  try {
    const fields: unknown = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    return typeof fields === "object" && fields !== null && "main" in fields && "module" in fields;
  } catch {
    // No package starts here.
    return false;
  }
}
