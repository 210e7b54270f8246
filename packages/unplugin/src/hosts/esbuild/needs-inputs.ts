import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { hasOtherPlugins } from "./other-plugins.js";
import type { SourceScan } from "./source-scan.js";

/**
 * Whether the marked files a build reaches may be others than those this plugin was asked to load.
 *
 * Other plugins can load files before this one is asked, and write them while the build runs. A package with both a
 * `module` and a `main` file can lose one of them after it was loaded (`HasSecondary` in esbuild's bundler.go).
 */
export function mayReachOthers(options: BuildOptions, scan: SourceScan): boolean {
  return hasOtherPlugins(options) || mayLoseFiles(options, scan);
}

/**
 * Whether esbuild's own list of inputs (`metafile`, 1 to 5 % of a build) is needed: to confirm the answer
 * afterwards, or for the names of files to remove, since a build that has to be made again leaves those whose name
 * holds a hash.
 */
export function needsInputs(options: BuildOptions, scan: SourceScan): boolean {
  const { splitting, entryNames, chunkNames, assetNames } = options;
  const hasHashes = [entryNames, chunkNames, assetNames].some((name) => name?.includes("[hash]"));
  return splitting === true || hasHashes || mayReachOthers(options, scan);
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
