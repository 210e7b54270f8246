import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { comparePaths } from "../objects/clean-paths.js";
import { addedBlobId } from "./added-blob-id.js";
import { blobId, rawBlobId, storedBlobIds, unreadable } from "./blob-ids.js";
import { concurrently } from "./concurrently.js";
import { type DiskSettings, readDiskSettings } from "./disk-settings.js";
import { untouchedPaths } from "./index-times.js";
import {
  readChangedPaths,
  readIndexEntries,
  readTreeEntries,
  type TreeEntry,
} from "./path-listings.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/** How a file on disk relates to HEAD. The index decides nothing: a build reads the disk. */
export type FileState =
  /** HEAD holds this very file. */
  | { kind: "clean" }
  /** HEAD holds the path with another content or mode; `blob` is what git would store now. */
  | { kind: "dirty"; blob: string }
  /** HEAD has nothing at the path: untracked, ignored, or added and not committed. */
  | { kind: "uncommitted"; blob: string };

export type FileStates =
  | { kind: "ok"; states: ReadonlyMap<string, FileState> }
  /** HEAD is not the commit it was when the repository was opened. */
  | { kind: "head-moved" }
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
  const read = comparePaths(repository, paths);
  const states = new Map<string, FileState>();
  for (const path of read.clean) states.set(path, { kind: "clean" });
  const others = paths.filter((path) => !read.clean.has(path));
  if (others.length === 0) return { kind: "ok", states };
  const sorted = await sortByIndex(repository, others, signal);
  if (sorted.kind === "head-moved") return sorted;
  // A broken index or a filter program that isn't installed fails `status`: HEAD and the disk are still there.
  if (sorted.kind !== "ok" && sorted.kind !== "failed") return { kind: "problem", problem: sorted };
  const believed = new Set(sorted.kind === "ok" ? sorted.clean : []);
  // To git a file is unchanged when its size and times are, in seconds: an edit may leave them as they were.
  const doubtful = [...believed].filter((path) => read.differing.has(path));
  const untouched = await untouchedPaths(repository, doubtful, signal);
  const isDoubtful = (path: string) => read.differing.has(path) && !untouched.has(path);
  const unsettled = others.filter((path) => !believed.has(path) || isDoubtful(path));
  for (const path of believed) states.set(path, { kind: "clean" });
  if (unsettled.length === 0) return { kind: "ok", states };

  const tree = await readTreeEntries(repository, unsettled, signal);
  if (tree.kind !== "ok") return { kind: "problem", problem: tree };
  const blobs = await storedBlobIds(repository, unsettled, { signal });
  let reading: Promise<DiskSettings> | undefined;
  const settings = () => {
    reading ??= readDiskSettings(repository, signal);
    return reading;
  };
  await concurrently(READS, unsettled, async (path) => {
    const blob = blobs.get(path) as string;
    const entry = tree.entries.get(path);
    if (entry === undefined) states.set(path, { kind: "uncommitted", blob });
    else if (await isEntryOnDisk(repository, path, entry, blob, settings))
      states.set(path, { kind: "clean" });
    else if (believed.has(path) && (await isAsCheckedOut(repository, path, signal)))
      states.set(path, { kind: "clean" });
    else
      states.set(path, { kind: "dirty", blob: await addedBlobId(repository, path, blob, signal) });
  });
  return { kind: "ok", states };
}

type SortedPaths = { kind: "ok"; clean: readonly string[] } | { kind: "head-moved" } | GitProblem;

/**
 * The paths that are clean by git's index. Of the others git's word is not enough: a change may be staged and
 * undone on disk, a conflict has several sides, and the marks assume-unchanged and skip-worktree make git report an
 * edited file as clean.
 */
async function sortByIndex(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<SortedPaths> {
  const [status, index] = await Promise.all([
    readChangedPaths(repository, paths, signal),
    readIndexEntries(repository, paths, signal),
  ]);
  if (status.kind !== "ok") return status;
  if (index.kind !== "ok") return index;
  const { head } = repository;
  for (const commit of status.heads) {
    if (head.kind !== "commit" || commit !== head.commit) return { kind: "head-moved" };
  }
  const isClean = (path: string) =>
    !status.changed.has(path) && index.entries.get(path) === "watched";
  return { kind: "ok", clean: paths.filter(isClean) };
}

/** Whether the disk holds what HEAD does. */
async function isEntryOnDisk(
  { topLevel, objectFormat }: Repository,
  path: string,
  head: TreeEntry,
  storedBlob: string,
  settings: () => Promise<DiskSettings>,
): Promise<boolean> {
  const file = join(topLevel, path);
  const stats = await lstat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const mode = modeOf(stats);
  if (mode !== head.mode && !isSameMode(mode, head.mode, await settings())) return false;
  // Line ends that were committed unconverted: the bytes are the commit's although git would store others now.
  return storedBlob === head.blob || (await rawBlobId(file, objectFormat)) === head.blob;
}

const SYMBOLIC_LINK = "120000";
const EXECUTABLE = "100755";

function modeOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return SYMBOLIC_LINK;
  return (stats.mode & 0o100) === 0 ? "100644" : EXECUTABLE;
}

/** Whether modes that differ are one to git here. */
function isSameMode(
  disk: string,
  head: string,
  { trustsModes, makesLinks }: DiskSettings,
): boolean {
  if (disk === SYMBOLIC_LINK) return false;
  return head === SYMBOLIC_LINK ? !makesLinks : !trustsModes;
}

/**
 * Whether the bytes on disk are those that a checkout makes of HEAD's: where the attributes say otherwise of line ends
 * than when a file was committed, git would store others again, although nobody edited it.
 */
async function isAsCheckedOut(
  { topLevel, objectFormat, head }: Repository,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const commit = head.kind === "commit" ? head.commit : "HEAD";
  const made = await runGit(["cat-file", "--filters", `${commit}:${path}`], {
    cwd: topLevel,
    signal,
  });
  signal?.throwIfAborted();
  if (made.kind !== "ok") return false;
  return (
    blobId(made.stdout, objectFormat) === (await rawBlobId(join(topLevel, path), objectFormat))
  );
}
