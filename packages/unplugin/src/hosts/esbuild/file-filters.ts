import { SOURCE_ID } from "@inlineage/core";
import type { BuildOptions } from "esbuild";
import { filterOfPathsOutside } from "./outside-filter.js";
import { filterOfPaths, filterOfPathsInside } from "./path-filter.js";
import type { SourceScan } from "./source-scan.js";

/**
 * The filters that make esbuild ask this plugin about each file that may hold marks, and about as few others as
 * possible: a question costs about 80 µs, and one about every file made a build of 3,000 modules 1.5 times as long.
 *
 * @param paths further paths to be asked about, as esbuild knows them
 */
export function fileFilters(
  { preserveSymlinks }: BuildOptions,
  { candidates, prefixes, leftOut }: SourceScan,
  paths: readonly string[],
): readonly RegExp[] {
  // Any path may then be a link to a candidate.
  if (preserveSymlinks) return [SOURCE_ID];
  return [
    filterOfPaths([...candidates, ...paths]),
    filterOfPathsOutside(prefixes),
    ...(leftOut === undefined ? [] : [filterOfPathsInside(leftOut)]),
  ];
}
