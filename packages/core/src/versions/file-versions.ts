import { rawBlobId } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import type { Repository } from "../git/repository.js";
import { realDirectory } from "../real-directory.js";
import { cacheFolder } from "../remembered/cache-folder.js";
import { readSnapshot, type Snapshot, snapshotAnswer } from "../snapshot/read-snapshot.js";
import type { Attempt } from "./attempt.js";
import { listId } from "./list-id.js";
import { type HeldFile, placeFiles, slashedPath } from "./source-trees.js";
import {
  type FilesTogether,
  type TreeOptions,
  type TreeVersions,
  treeVersions,
} from "./tree-versions.js";
import type { ContentVersion, FileVersion, UnprovenReason } from "./version.js";

export interface ResolvedFile {
  /** Relative to the repository's top level (to the root when there is no repository), with `/`. */
  path: string;
  version: FileVersion;
  /** Absolute path of the repository's top level, where there is a repository. */
  repository: string | undefined;
  /** Why the git program gave no commit, when it gave none. */
  reason: UnprovenReason | undefined;
}

export interface ResolveOptions {
  /**
   * Absolute path that files outside every repository are named from, and from which upward the snapshot file is
   * looked for.
   */
  root: string;
  /** Repositories that were opened lately, by the folder that has their `.git`. */
  repositories?: ReadonlyMap<string, Repository> | undefined;
  signal?: AbortSignal | undefined;
}

const READS = 8;

/**
 * The version of each file by the best proof there is: the last commit that touched it as git tells, as the
 * repository's objects tell, or as a snapshot file tells; or else the id of its content.
 *
 * @param files absolute paths
 * @returns an entry for every file, under the path it was asked by
 * @throws {InlineageError} `UNREADABLE_FILE` for a file that is gone or can't be read
 * @throws the signal's reason when aborted
 */
export async function resolveFileVersions(
  files: readonly string[],
  options: ResolveOptions,
): Promise<ReadonlyMap<string, ResolvedFile>> {
  const resolved = await resolveSetVersions(
    files.map((file) => [file]),
    options,
  );
  return new Map(files.map((file, index) => [file, resolved[index] as ResolvedFile]));
}

/**
 * The version that the files of each set have together: the last commit that touched any of them, or else the id of
 * the list of their contents. Snapshots tell of single files alone.
 *
 * @param sets absolute paths, none of the sets empty; the first file of a set gives it its path and repository
 * @returns an entry for each set, in order
 * @throws {InlineageError} `UNREADABLE_FILE` for a file that is gone or can't be read
 * @throws the signal's reason when aborted
 */
export async function resolveSetVersions(
  sets: readonly FilesTogether[],
  { root, repositories, signal }: ResolveOptions,
): Promise<ResolvedFile[]> {
  signal?.throwIfAborted();
  const realRoot = realDirectory(root);
  const cache = cacheFolder(realRoot);
  const placed = placeFiles([...new Set(sets.flat())]);
  const byHolder = new Map<string | undefined, number[]>();
  for (const [index, [first]] of sets.entries()) {
    const holder = placed.get(first as string)?.holder;
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), index]);
  }
  const resolved: ResolvedFile[] = [];
  for (const [holder, indices] of byHolder) {
    const together = indices.map((index) => realFiles(sets[index] as FilesTogether, placed));
    const options = { cache, signal, repositories };
    const entries = await resolveTree(holder, together, realRoot, options);
    for (const [position, index] of indices.entries()) {
      resolved[index] = entries[position] as ResolvedFile;
    }
  }
  return resolved;
}

/** The real paths of a set's files, each once, and whether they share the first one's repository. */
interface RealFiles {
  files: FilesTogether;
  areTogether: boolean;
}

function realFiles(set: FilesTogether, placed: ReadonlyMap<string, HeldFile>): RealFiles {
  const held = set.map((file) => placed.get(file) as HeldFile);
  return {
    files: [...new Set(held.map(({ real }) => real))],
    areTogether: held.every(({ holder }) => holder === held[0]?.holder),
  };
}

async function resolveTree(
  holder: string | undefined,
  sets: readonly RealFiles[],
  root: string,
  options: TreeOptions,
): Promise<ResolvedFile[]> {
  // A set that isn't together still needs to know where its first file belongs.
  const asked = sets.map(({ files, areTogether }) => (areTogether ? files : files.slice(0, 1)));
  const tree = holder === undefined ? OUTSIDE : await treeVersions(holder, asked, options);
  const isProven = (_set: RealFiles, index: number) => tree.attempts[index]?.kind === "proven";
  const snapshot: Snapshot = sets.every(isProven) ? { kind: "none" } : await readSnapshot(root);
  return concurrently(READS, sets, (set, index) =>
    resolveSet(set, tree.attempts[index], tree, snapshot, root),
  );
}

const OUTSIDE: TreeVersions = {
  topLevel: undefined,
  objectFormat: undefined,
  failure: "no-repository",
  attempts: [],
};

async function resolveSet(
  { files, areTogether }: RealFiles,
  attempt: Attempt | undefined,
  { topLevel: repository, objectFormat = "sha1", failure }: TreeVersions,
  snapshot: Snapshot,
  root: string,
): Promise<ResolvedFile> {
  const folder = repository ?? root;
  const [first] = files as readonly [string];
  const path = slashedPath(folder, first);
  if (!areTogether) {
    const reason = "several-repositories";
    const version = await contentVersion(files, { reason, folder, objectFormat });
    return { path, version, repository, reason };
  }
  if (attempt?.kind === "proven") {
    const { version } = attempt;
    const reason = version.source === "git" ? undefined : (failure ?? "git-failed");
    return { path, version, repository, reason };
  }
  const unproven = attempt?.reason ?? failure ?? "git-failed";
  // Of a file that its repository doesn't hold, the snapshot of another says nothing.
  const isRecorded = unproven !== "untracked" && files.length === 1;
  const recorded = isRecorded ? await snapshotAnswer(snapshot, first) : UNKNOWN;
  if (recorded.kind === "proven") {
    const { path, version } = recorded;
    return { path, version, repository, reason: unproven };
  }
  const reason = recorded.kind === "unproven" ? recorded.reason : unproven;
  const known = { blob: attempt?.blob, reason, folder, objectFormat };
  return { path, version: await contentVersion(files, known), repository, reason };
}

const UNKNOWN = { kind: "unknown" } as const;

interface KnownContent {
  blob?: string | undefined;
  reason: UnprovenReason;
  /** What the paths in a list of contents start from. */
  folder: string;
  objectFormat: Repository["objectFormat"];
}

async function contentVersion(
  files: FilesTogether,
  { blob, reason, folder, objectFormat }: KnownContent,
): Promise<ContentVersion> {
  const listed = async () =>
    concurrently(READS, files, async (file) => ({
      path: slashedPath(folder, file),
      blob: await rawBlobId(file, objectFormat),
    }));
  return {
    form: "blob",
    blob: blob ?? listId(await listed(), objectFormat),
    ...(files.length > 1 && { ofSeveral: true }),
    source: "content",
    reason,
  };
}
