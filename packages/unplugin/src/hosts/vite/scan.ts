import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { type Build, findCandidateFiles, ignoredFiles, PACKAGE_ID } from "@inlineage/core";
import picomatch from "picomatch";
import type { ResolvedConfig } from "vite";
import { isWithin } from "../../ancestors.js";
import type { OptionsResolved } from "../../options.js";
import { linkedPackages } from "./linked-packages.js";

type Globs = Pick<OptionsResolved, "include" | "exclude">;

/**
 * The files that may hold marks, wherever a project has sources: under the root, in the packages that are linked to
 * and in the folders that are aliased to; or where the option `include` says. Not what git ignores, nor what Vite
 * writes, nor what the option `exclude` says.
 *
 * @returns absolute real paths
 */
export async function scanForCandidates(
  { root, cacheDir, environments, resolve: { alias } }: ResolvedConfig,
  { include, exclude }: Globs,
  { mayHoldMarks, fileMayHoldMarks }: Pick<Build, "mayHoldMarks" | "fileMayHoldMarks">,
): Promise<string[]> {
  const start = realpathSync.native(root);
  const written = Object.values(environments).map(({ build }) => build.outDir);
  const ignored = new Set([...written, cacheDir].map((path) => resolve(start, path)));
  const isExcluded = matcher(start, exclude);
  const isIncluded = include ? matcher(start, include) : () => true;
  const folders = include
    ? include.map((glob) => folderOf(resolve(start, picomatch.scan(glob).base)))
    : [start, ...aliasedFolders(alias, start), ...linkedPackages(start)];

  const found = new Set<string>();
  for (const folder of outermost(folders)) {
    const files = await findCandidateFiles(folder, mayHoldMarks, {
      fileMayHoldMarks,
      ignore: (path) => ignored.has(path) || isExcluded(path),
    });
    // A repository answers for its own files only.
    const generated = await ignoredFiles(folder, files);
    for (const file of files) if (isIncluded(file) && !generated.has(file)) found.add(file);
  }
  return [...found];
}

/** @returns whether a path, or a folder that it is in, matches one of the globs */
function matcher(root: string, globs: readonly string[]): (path: string) => boolean {
  const fromRoot = (path: string) => relative(root, path).replaceAll(sep, "/");
  const matches = picomatch(
    globs.map((glob) => (isAbsolute(glob) ? fromRoot(glob) : glob.replace(/\/$/, ""))),
    { dot: true },
  );
  return (path) => {
    const names = fromRoot(path).split("/");
    return names.some((_, index) => matches(names.slice(0, index + 1).join("/")));
  };
}

/** @param alias of Vite's resolved configuration */
function aliasedFolders(alias: ResolvedConfig["resolve"]["alias"], root: string): string[] {
  return alias.flatMap(({ replacement }) => {
    // `$1` stands for a part of what was imported.
    const target = replacement.replace(/\$.*$/, "");
    if (!isAbsolute(target) || !existsSync(target) || PACKAGE_ID.test(target)) return [];
    const folder = folderOf(realpathSync.native(target));
    return isWithin(root, folder) ? [] : [folder];
  });
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}

/** Without the folders that are in another of them. */
function outermost(folders: readonly string[]): string[] {
  const unique = [...new Set(folders)];
  return unique.filter(
    (folder) => !unique.some((other) => other !== folder && isWithin(folder, other)),
  );
}
