import { realpath } from "node:fs/promises";
import { rawBlobId } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import type { Repository } from "../git/repository.js";
import { readSnapshot, type Snapshot, snapshotAnswer } from "../snapshot/read-snapshot.js";
import { cacheFolder } from "./cache-folder.js";
import { type SourceTree, slashedPath, sourceTrees } from "./source-trees.js";
import { type TreeOptions, type TreeVersions, treeVersions } from "./tree-versions.js";
import type { FileVersion, UnprovenReason } from "./version.js";

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
  { root, repositories, signal }: ResolveOptions,
): Promise<ReadonlyMap<string, ResolvedFile>> {
  signal?.throwIfAborted();
  const realRoot = await realpath(root).catch(() => root);
  const resolved = new Map<string, ResolvedFile>();
  const cache = await cacheFolder(realRoot);
  const options = { cache, signal, repositories };
  for (const tree of await sourceTrees(files)) {
    for (const [file, entry] of await resolveTree(tree, realRoot, options))
      resolved.set(file, entry);
  }
  return new Map(files.map((file) => [file, resolved.get(file) as ResolvedFile]));
}

async function resolveTree(
  { holder, files }: SourceTree,
  root: string,
  options: TreeOptions,
): Promise<[string, ResolvedFile][]> {
  const reals = files.map(({ real }) => real);
  const tree = holder === undefined ? OUTSIDE : await treeVersions(holder, reals, options);
  const isProven = (real: string) => tree.attempts.get(real)?.kind === "proven";
  const snapshot: Snapshot = reals.every(isProven) ? { kind: "none" } : await readSnapshot(root);
  return concurrently(READS, files, async ({ file, real }) => [
    file,
    await resolveFile(real, tree, snapshot, root),
  ]);
}

const OUTSIDE: TreeVersions = {
  topLevel: undefined,
  objectFormat: undefined,
  failure: "no-repository",
  attempts: new Map(),
};

async function resolveFile(
  real: string,
  { topLevel, objectFormat = "sha1", failure, attempts }: TreeVersions,
  snapshot: Snapshot,
  root: string,
): Promise<ResolvedFile> {
  const path = slashedPath(topLevel ?? root, real);
  const attempt = attempts.get(real);
  if (attempt?.kind === "proven") {
    const { version } = attempt;
    const reason = version.source === "git" ? undefined : (failure ?? "git-failed");
    return { path, version, repository: topLevel, reason };
  }
  const unproven = attempt?.reason ?? failure ?? "git-failed";
  // Of a file that its repository doesn't hold, the snapshot of another says nothing.
  const recorded = unproven === "untracked" ? UNKNOWN : await snapshotAnswer(snapshot, real);
  if (recorded.kind === "proven") {
    const { path, version } = recorded;
    return { path, version, repository: topLevel, reason: unproven };
  }
  const reason = recorded.kind === "unproven" ? recorded.reason : unproven;
  const blob = attempt?.blob ?? (await rawBlobId(real, objectFormat));
  const version = { form: "blob", blob, source: "content", reason } as const;
  return { path, version, repository: topLevel, reason };
}

const UNKNOWN = { kind: "unknown" } as const;
