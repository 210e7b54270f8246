import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { rawBlobId, storedBlobIds } from "./blob-ids.js";
import { concurrently } from "./concurrently.js";
import { type HeadEntry, readIndexEntries, readStatus, readTreeEntries } from "./path-listings.js";
import type { Repository } from "./repository.js";
import type { GitProblem } from "./run-git.js";

/** How a file on disk relates to HEAD. The index decides nothing: a build reads the disk. */
export type FileState =
  /** HEAD holds this very file. */
  | { kind: "clean" }
  /** HEAD holds the path with another content or mode; `blob` is what git would store now. */
  | { kind: "dirty"; blob: string }
  /** HEAD doesn't know the path: untracked, ignored, or added and not committed. */
  | { kind: "uncommitted"; blob: string };

export type FileStates =
  | { kind: "ok"; states: ReadonlyMap<string, FileState> }
  | { kind: "problem"; problem: GitProblem };

const READS = 4;

/**
 * Compares files with HEAD.
 *
 * @param paths of existing files, relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function fileStates(
  repository: Repository,
  paths: readonly string[],
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<FileStates> {
  const [status, index] = await Promise.all([
    readStatus(repository, paths, signal),
    readIndexEntries(repository, paths, signal),
  ]);
  if (status.kind !== "ok") return { kind: "problem", problem: status };
  if (index.kind !== "ok") return { kind: "problem", problem: index };
  // Which side of a conflict HEAD holds is not for the index to say.
  const conflicted = paths.filter((path) => status.entries.get(path)?.kind === "unmerged");
  const tree = await readTreeEntries(repository, conflicted, signal);
  if (tree.kind !== "ok") return { kind: "problem", problem: tree };

  const states = new Map<string, FileState>();
  const suspects = new Map<string, HeadEntry>();
  const uncommitted: string[] = [];
  for (const path of paths) {
    const changed = status.entries.get(path);
    const indexed = index.entries.get(path);
    if (changed === undefined && indexed !== undefined && !indexed.unwatched) {
      states.set(path, { kind: "clean" });
      continue;
    }
    const head =
      changed === undefined
        ? indexed?.entry
        : changed.kind === "unmerged"
          ? tree.entries.get(path)
          : changed.head;
    if (head) suspects.set(path, head);
    else uncommitted.push(path);
  }

  const blobs = await storedBlobIds(repository, [...suspects.keys(), ...uncommitted], { signal });
  for (const path of uncommitted) {
    states.set(path, { kind: "uncommitted", blob: blobs.get(path) as string });
  }
  await concurrently(READS, [...suspects], async ([path, head]) => {
    const blob = blobs.get(path) as string;
    const same = await isEntryOnDisk(repository, path, head, blob);
    states.set(path, same ? { kind: "clean" } : { kind: "dirty", blob });
  });
  return { kind: "ok", states };
}

/**
 * Whether the disk holds what HEAD does, for paths where git's own word is not enough: a change may be staged and
 * undone on disk, and the marks assume-unchanged and skip-worktree make git report an edited file as clean.
 */
async function isEntryOnDisk(
  { topLevel, objectFormat }: Repository,
  path: string,
  head: HeadEntry,
  blob: string,
): Promise<boolean> {
  const file = join(topLevel, path);
  const stats = await lstat(file);
  if (stats.isSymbolicLink() !== (head.mode === "120000")) return false;
  const executable = (stats.mode & 0o100) !== 0;
  const knowsModes = process.platform !== "win32" && !stats.isSymbolicLink();
  if (knowsModes && executable !== (head.mode === "100755")) return false;
  // Line ends that were committed unconverted: the bytes are the commit's although git would store others now.
  return blob === head.blob || (await rawBlobId(file, objectFormat)) === head.blob;
}
