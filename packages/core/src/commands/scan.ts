import { createBuild } from "../build.js";
import type { Manifest, ManifestEntry } from "../manifest/manifest.js";
import type { MarkFunction } from "../marks/mark-scanner.js";
import { requireFolder } from "../require-folder.js";
import { markedSourceFiles } from "../source-files.js";

export interface ScanOptions {
  /** Further functions whose use is a mark; relative modules start from the folder. */
  marks?: readonly MarkFunction[] | undefined;
  /** Files without code: name to file, folder or glob, from the folder. */
  track?: ReadonlyMap<string, string> | undefined;
  /** Whether anything but a proven commit is an error. */
  strict?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

export interface Scan {
  manifest: Manifest;
  /** What the user should know, a line each. */
  warnings: readonly string[];
}

/**
 * `inlineage scan`: the versions of all tracked definitions in a source tree, whether a bundle reaches them or not.
 *
 * @param folder absolute path
 * @throws {InlineageError} where a build would: on a mark that can't be honoured, two definitions with one name, and
 *   with `strict` on an unproven version
 */
export async function scanVersions(
  folder: string,
  { marks = [], track = new Map(), strict = false, signal }: ScanOptions = {},
): Promise<Scan> {
  await requireFolder(
    folder,
    "scan",
    "name the folder of your sources, or run inlineage scan in it without naming one.",
  );
  const warnings: string[] = [];
  const build = createBuild({
    root: folder,
    marks,
    track: Object.fromEntries(track),
    strict,
    warn: (message) => warnings.push(message),
  });
  const ids = await markedSourceFiles(folder, build.mayHoldMarks);
  const found = await build.finalize({ ids, importsOf: () => [] }, { signal });
  const manifest = new Map([...found].map(([name, entry]) => [name, ofFileAlone(entry)]));
  const closures = [...found].flatMap(([name, { scope }]) => (scope === "closure" ? [name] : []));
  if (closures.length > 0) {
    const names = closures.map((name) => JSON.stringify(name)).join(", ");
    warnings.push(
      `only a bundler knows what a closure reaches: the version of ${names} is here that of its file alone`,
    );
  }
  return { manifest, warnings };
}

function ofFileAlone({ files: _, packages: __, ...entry }: ManifestEntry): ManifestEntry {
  return { ...entry, scope: "file" };
}
