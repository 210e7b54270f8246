import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { InlineageError } from "../errors.js";
import { rawBlobId } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import { fileStates } from "../git/file-states.js";
import { gitError } from "../git/git-error.js";
import { lastCommits } from "../git/last-commits.js";
import { readFolderEntries, SUBMODULE } from "../git/path-listings.js";
import { findRepository, type Repository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { slashedPath } from "../versions/source-trees.js";
import type { SnapshotEntries, SnapshotEntry } from "./snapshot.js";

export interface CreatedSnapshot {
  entries: SnapshotEntries;
  /** Committed files whose last commit can't be proven here, as in a shallow clone. */
  unproven: readonly string[];
}

const READS = 8;

/**
 * Records, for every committed file below a folder, its content and the last commit that touched it, so that a build
 * can prove that commit where there is no repository. Submodules that are checked out are included.
 *
 * @param folder absolute path
 * @throws {InlineageError} `GIT_FAILED` where git can't tell
 * @throws the signal's reason when aborted
 */
export async function createSnapshot(
  folder: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<CreatedSnapshot> {
  const top = await realpath(folder).catch(() => folder);
  const entries = new Map<string, SnapshotEntry>();
  const unproven: string[] = [];
  const pending = [top];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const repository = await openRepository(current, signal);
    // A submodule that is not checked out: its folder belongs to the repository around it.
    if (current !== top && repository.topLevel !== current) continue;
    const recorded = await recordFolder(repository, current, signal);
    pending.push(...recorded.submodules);
    unproven.push(
      ...recorded.unproven.map((path) => slashedPath(top, join(repository.topLevel, path))),
    );
    for (const [path, entry] of recorded.entries) {
      entries.set(slashedPath(top, join(repository.topLevel, path)), entry);
    }
  }
  return { entries, unproven: unproven.sort() };
}

async function openRepository(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Repository> {
  const lookup = await findRepository(folder, { signal });
  if (lookup.kind === "none") {
    throw new InlineageError({
      code: "GIT_FAILED",
      message: `there is no git repository to make a snapshot of in ${folder}`,
      remedy: "run inlineage snapshot in the repository, before its files are copied elsewhere.",
    });
  }
  if (lookup.kind === "unavailable") throw unanswered(folder, lookup.problem);
  if (lookup.repository.head.kind === "commit") return lookup.repository;
  throw new InlineageError({
    code: "GIT_FAILED",
    message: `the repository of ${folder} has no commits to make a snapshot of`,
    remedy: "commit the files, then run inlineage snapshot.",
  });
}

function unanswered(folder: string, problem: GitProblem): InlineageError {
  const attempt = `no snapshot of ${folder} can be made`;
  return gitError(problem, { attempt, folder, command: "inlineage snapshot" });
}

async function recordFolder(
  repository: Repository,
  folder: string,
  signal: AbortSignal | undefined,
) {
  const { topLevel } = repository;
  const listing = await readFolderEntries(repository, slashedPath(topLevel, folder), signal);
  if (listing.kind !== "ok") throw unanswered(folder, listing);
  const files = [...listing.entries].filter(([, { mode }]) => mode !== SUBMODULE);
  const paths = files.map(([path]) => path);
  const commits = await lastCommits(repository, paths, { signal });
  const converted = await convertedFiles(
    repository,
    new Map(files.map(([path, { blob }]) => [path, blob])),
    signal,
  );

  const entries = new Map<string, SnapshotEntry>();
  const unproven: string[] = [];
  for (const [path, { blob }] of files) {
    const last = commits.get(path);
    if (last?.kind === "commit") {
      const { commit, date } = last;
      entries.set(path, { blob, commit, date, path, disk: converted.get(path) });
    } else unproven.push(path);
  }
  const submodules = [...listing.entries]
    .filter(([, { mode }]) => mode === SUBMODULE)
    .map(([path]) => join(topLevel, path));
  return { entries, unproven, submodules };
}

/** Files that are clean although their bytes are not the committed ones, with the blob ids of those bytes. */
async function convertedFiles(
  repository: Repository,
  blobs: ReadonlyMap<string, string>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const different = new Map<string, string>();
  await concurrently(READS, [...blobs], async ([path, blob]) => {
    const file = join(repository.topLevel, path);
    // A committed file that is gone from the disk has nothing to compare.
    const disk = await rawBlobId(file, repository.objectFormat).catch(() => blob);
    if (disk !== blob) different.set(path, disk);
  });
  const compared = await fileStates(repository, [...different.keys()], { signal });
  if (compared.kind !== "ok") return new Map();
  return new Map([...different].filter(([path]) => compared.states.get(path)?.kind === "clean"));
}
