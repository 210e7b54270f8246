import { formatLocation, InlineageError } from "../errors.js";
import type { FollowedDefinition } from "../manifest/describe-definitions.js";
import { type ResolvedFile, resolveFileVersions } from "../versions/file-versions.js";
import {
  findTrackedFiles,
  pathsToWatch,
  type TrackedFiles,
  type TrackedPaths,
} from "./find-files.js";
import { resolveFolderVersion } from "./folder-version.js";

export interface TrackedPart {
  files: TrackedFiles;
  resolved: ResolvedFile;
}

/**
 * Finds the files that the option `track` names, and their versions.
 *
 * @param track name to path or glob
 * @param definitions whose names are taken
 * @throws {InlineageError} `DUPLICATE_NAME`; `UNREADABLE_FILE` when a name stands for no file
 */
export async function trackFiles(
  track: Readonly<Record<string, string>>,
  definitions: readonly FollowedDefinition[],
  { root, signal }: { root: string; signal?: AbortSignal | undefined },
): Promise<readonly TrackedPart[]> {
  const taken = new Map(definitions.map(({ definition }) => [definition.name, definition]));
  return Promise.all(
    Object.entries(track).map(async ([name, pattern]) => {
      const other = taken.get(name);
      if (other) {
        throw new InlineageError({
          code: "DUPLICATE_NAME",
          message: `the option "track" takes the name ${JSON.stringify(name)}, which the tracked ${other.kind} at ${formatLocation(other)} has`,
          remedy: "give one of the two another name.",
          related: other,
        });
      }
      const files = await findTrackedFiles(name, pattern, root);
      return { files, resolved: await resolveOne(files, { root, signal }) };
    }),
  );
}

async function resolveOne(
  files: TrackedFiles,
  options: { root: string; signal?: AbortSignal | undefined },
): Promise<ResolvedFile> {
  if (files.kind === "folder") return resolveFolderVersion(files, options);
  const [file] = files.files as readonly [string];
  const resolved = await resolveFileVersions([file], options);
  return resolved.get(file) as ResolvedFile;
}

/** What there is to watch for all entries of the option. */
export async function trackedPaths(
  track: Readonly<Record<string, string>>,
  root: string,
): Promise<TrackedPaths> {
  const found = await Promise.all(
    Object.entries(track).map(([name, pattern]) => pathsToWatch(name, pattern, root)),
  );
  const all = (what: keyof TrackedPaths) => [...new Set(found.flatMap((paths) => paths[what]))];
  return { files: all("files"), folders: all("folders"), directories: all("directories") };
}
