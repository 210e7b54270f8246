import { existsSync } from "node:fs";
import { join } from "node:path";
import { rawBlobId } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import { lastCommitsOfSets } from "../git/last-commits-of-sets.js";
import { readFolderEntries, SUBMODULE } from "../git/path-listings.js";
import { findRepository, type Repository } from "../git/repository.js";
import { type ResolvedFile, resolveSetVersions } from "../versions/file-versions.js";
import { listId } from "../versions/list-id.js";
import { slashedPath, sourceTrees } from "../versions/source-trees.js";
import type { FileVersion, UnprovenReason } from "../versions/version.js";
import type { TrackedFolder } from "./find-files.js";

const READS = 8;

/**
 * The version of the files that a folder or a glob names: the last commit that changed anything in the folder, so
 * that a file taken away counts as well. Only the git program can tell that; without it the version is the content.
 *
 * @throws the signal's reason when aborted
 */
export async function resolveFolderVersion(
  tracked: TrackedFolder,
  { root, signal }: { root: string; signal?: AbortSignal | undefined },
): Promise<ResolvedFile> {
  const { files, folder } = tracked;
  const [tree] = sourceTrees(files);
  const holder = tree?.holder;
  const found = holder === undefined ? undefined : await findRepository(holder, { signal });
  const opened = found?.kind === "repository" ? found.repository : undefined;
  const repositories = holder && opened ? new Map([[holder, opened]]) : undefined;
  const [together] = await resolveSetVersions([files], { root, repositories, signal });
  const resolved = together as ResolvedFile;
  const { version, repository } = resolved;
  const path = slashedPath(repository ?? root, folder) || ".";
  if (version.form === "blob" || repository === undefined) return { ...resolved, path };

  const told =
    opened && version.source === "git"
      ? await lastChange(opened, tracked, path, signal)
      : ({ kind: "unproven", reason: resolved.reason ?? "git-failed" } as const);
  const isAsCommitted = version.form === "commit" && told.kind === "told" && !told.lacksFiles;
  const blob = isAsCommitted ? "" : await contentOf(files, repository, opened);
  if (told.kind === "unproven") {
    const { reason } = told;
    const content = { form: "blob", blob, ofSeveral: true, source: "content", reason } as const;
    return { path, version: content, repository, reason };
  }
  const { commit, date } = told;
  const proof = { commit, commitDate: date, source: "git" } as const;
  const proven: FileVersion = isAsCommitted
    ? { form: "commit", ...proof }
    : { form: "dirty", ...proof, blob };
  return { path, version: proven, repository, reason: undefined };
}

type LastChange =
  | { kind: "told"; commit: string; date: string | null; lacksFiles: boolean }
  | { kind: "unproven"; reason: UnprovenReason };

async function lastChange(
  repository: Repository,
  { files, folder, matches }: TrackedFolder,
  path: string,
  signal: AbortSignal | undefined,
): Promise<LastChange> {
  const entries = await readFolderEntries(repository, path === "." ? "" : path, signal);
  const [last] = await lastCommitsOfSets(repository, [[path]], { signal });
  if (entries.kind !== "ok" || last?.kind !== "commit") {
    return { kind: "unproven", reason: last?.kind === "shallow" ? "shallow" : "git-failed" };
  }
  const { topLevel } = repository;
  const present = new Set(files.map((file) => slashedPath(folder, file)));
  const inFolder = path === "." ? "" : `${path}/`;
  const lacksFiles = [...entries.entries]
    // A submodule is no file, and its folder is empty until it is checked out.
    .filter(([path, { mode }]) => mode !== SUBMODULE || !existsSync(join(topLevel, path)))
    .map(([entry]) => entry.slice(inFolder.length))
    .some((entry) => !present.has(entry) && matches(entry));
  return { kind: "told", commit: last.commit, date: last.date, lacksFiles };
}

async function contentOf(
  files: readonly string[],
  topLevel: string,
  repository: Repository | undefined,
): Promise<string> {
  const objectFormat = repository?.objectFormat ?? "sha1";
  const listed = await concurrently(READS, files, async (file) => ({
    path: slashedPath(topLevel, file),
    blob: await rawBlobId(file, objectFormat),
  }));
  return listId(listed, objectFormat);
}
