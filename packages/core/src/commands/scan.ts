import { createBuild } from "../build.js";
import type { Manifest } from "../manifest/manifest.js";
import type { MarkFunction } from "../marks/mark-scanner.js";
import { requireFolder } from "../require-folder.js";
import { markedSourceFiles } from "../source-files.js";

export interface ScanOptions {
  /** Further functions whose use is a mark; relative modules start from the folder. */
  marks?: readonly MarkFunction[] | undefined;
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
  { marks = [], strict = false, signal }: ScanOptions = {},
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
    strict,
    warn: (message) => warnings.push(message),
  });
  const ids = await markedSourceFiles(folder, build.candidateText);
  return { manifest: await build.finalize({ ids, importsOf: () => [] }, { signal }), warnings };
}
