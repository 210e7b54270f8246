import { join, sep } from "node:path";
import { findCandidateFiles } from "@inlineage/core";
import { ancestorsOf, isWithin } from "../../ancestors.js";
import { expressiblePrefixes } from "./outside-filter.js";
import { isExactlyEscapable } from "./path-filter.js";
import { realDirectory } from "./real-paths.js";
import { scanRoots } from "./scan-roots.js";

/** What was found by looking through the source files a build may reach. */
export interface SourceScan {
  /** Real paths of the files that may hold marks. */
  readonly candidates: ReadonlySet<string>;
  /** The paths of everything that was looked at, directories too. */
  readonly visited: ReadonlySet<string>;
  /** The directories that were looked through. */
  readonly directories: readonly string[];
  /** A file may hold marks and not be a candidate only if its real path starts with none of these … */
  readonly prefixes: readonly string[];
  /** … or with this one, of the directory that was left out. */
  readonly leftOut: string | undefined;
}

export interface ScanOptions {
  /** Whether a file with this text is looked for, see `Build.mayHoldMarks` of core. */
  mayHoldMarks(text: string): boolean;
  /** A quicker way to tell of a file on disk. */
  fileMayHoldMarks?: ((file: string) => boolean | undefined) | undefined;
  /** Real path of the directory that a build writes to. It holds what was built before: much text, and no sources. */
  output?: string | undefined;
  mostEntries?: number;
}

/**
 * How many files and directories are looked through before a narrower root is tried. Reading costs about 10 µs
 * a file; asking the plugin about each file a build loads, the alternative, about 80 µs.
 */
const MOST_ENTRIES = 20_000;

/** @param starts absolute paths of directories whose surroundings the build may reach */
export async function scanSources(
  starts: readonly string[],
  { output, mostEntries = MOST_ENTRIES, ...tests }: ScanOptions,
): Promise<SourceScan> {
  const leftOut = output !== undefined && isExactlyEscapable(output) ? output : undefined;
  const candidates = new Set<string>();
  const visited = new Set<string>();
  const directories: string[] = [];
  for (const start of starts) {
    const real = realDirectory(start);
    if (real === undefined || directories.some((directory) => isWithin(real, directory))) continue;
    for (const root of scanRoots(real)) {
      const found = await scanOne(root, { ...tests, output: leftOut, mostEntries });
      if (found === undefined) continue;
      for (const file of found.candidates) candidates.add(file);
      for (const path of found.visited) visited.add(path);
      directories.push(root);
      break;
    }
  }
  const prefixes = prefixesOf(directories);
  return { candidates, visited, directories, prefixes, leftOut: leftOut && leftOut + sep };
}

/** @returns `undefined` when the directory holds too much */
async function scanOne(
  root: string,
  { mayHoldMarks, fileMayHoldMarks, output, mostEntries = MOST_ENTRIES }: ScanOptions,
) {
  const visited = new Set<string>();
  const candidates = await findCandidateFiles(root, mayHoldMarks, {
    fileMayHoldMarks,
    ignore: (path) => path === output || visited.add(path).size > mostEntries,
  });
  return visited.size > mostEntries ? undefined : { candidates, visited };
}

/** Files of packages hold no marks, wherever on the way up their packages are. */
function prefixesOf(directories: readonly string[]): string[] {
  const packages = directories
    .flatMap(ancestorsOf)
    .map((directory) => realDirectory(join(directory, "node_modules")))
    .filter((directory) => directory?.split(sep).includes("node_modules"));
  return expressiblePrefixes(
    [...new Set([...directories, ...packages])].map((directory) => `${directory}${sep}`),
  );
}
