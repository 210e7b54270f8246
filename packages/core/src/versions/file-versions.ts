import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { rawBlobId, unreadable } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import { findGitHolder, findRepository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { type Attempt, gitVersions } from "./git-versions.js";
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
  /** Absolute path that files outside every repository are named from. */
  root: string;
  signal?: AbortSignal | undefined;
}

/** A file where it really is: its directory without symbolic links. A link itself has a history of its own. */
interface PlacedFile {
  /** As the caller wrote it. */
  file: string;
  real: string;
}

const READS = 8;
const MAX_ATTEMPTS = 5;

/**
 * The version of each file by the best proof there is: the last commit that touched it, with a mark when the file
 * differs, or else the id of its content.
 *
 * @param files absolute paths
 * @returns an entry for every file, under the path it was asked by
 * @throws {InlineageError} `UNREADABLE_FILE` for a file that is gone or can't be read
 * @throws the signal's reason when aborted
 */
export async function resolveFileVersions(
  files: readonly string[],
  { root, signal }: ResolveOptions,
): Promise<ReadonlyMap<string, ResolvedFile>> {
  signal?.throwIfAborted();
  const groups = await groupByHolder(files);
  const realRoot = await realpath(root).catch(() => root);
  const resolved = new Map<string, ResolvedFile>();
  for (const [holder, placed] of groups) {
    const entries =
      holder === undefined
        ? await contentVersions(placed, realRoot, undefined, "no-repository")
        : await versionsInTree(holder, placed, realRoot, signal);
    for (const [file, entry] of entries) resolved.set(file, entry);
  }
  return new Map(files.map((file) => [file, resolved.get(file) as ResolvedFile]));
}

/** Files in a submodule or a nested repository belong to that repository, whatever surrounds it. */
async function groupByHolder(files: readonly string[]) {
  const holders = new Map<string, Promise<string | undefined>>();
  const holderOf = (directory: string) => {
    const known = holders.get(directory) ?? findGitHolder(directory);
    holders.set(directory, known);
    return known;
  };
  const groups = new Map<string | undefined, PlacedFile[]>();
  await concurrently(READS, [...new Set(files)], async (file) => {
    const directory = await realpath(dirname(file)).catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
    const holder = await holderOf(directory);
    const group = groups.get(holder) ?? [];
    groups.set(holder, group);
    group.push({ file, real: join(directory, basename(file)) });
  });
  return groups;
}

async function versionsInTree(
  holder: string,
  placed: readonly PlacedFile[],
  root: string,
  signal: AbortSignal | undefined,
): Promise<Iterable<[string, ResolvedFile]>> {
  for (let attempt = 1; ; attempt++) {
    const lookup = await findRepository(holder, { signal });
    if (lookup.kind === "none") return contentVersions(placed, root, undefined, "no-repository");
    if (lookup.kind === "unavailable") {
      const { directory, problem } = lookup;
      return contentVersions(placed, directory, directory, problemReason(problem));
    }
    const { topLevel } = lookup.repository;
    const below = topLevel.endsWith(sep) ? topLevel : topLevel + sep;
    // A repository may be configured to keep its work tree elsewhere (core.worktree).
    if (placed.some(({ real }) => !real.startsWith(below))) {
      return contentVersions(placed, root, undefined, "no-repository");
    }

    const paths = placed.map(({ real }) => slashed(relative(topLevel, real)));
    const answers = await gitVersions(lookup.repository, paths, { signal });
    if (answers.kind === "ok") {
      return placed.map(({ file }, index) => {
        const path = paths[index] as string;
        return [file, toResolved(path, topLevel, answers.attempts.get(path) as Attempt)];
      });
    }
    // Somebody committed while we looked: look again, at the new commit.
    if (answers.kind === "head-moved" && attempt < MAX_ATTEMPTS) continue;
    const reason = answers.kind === "problem" ? problemReason(answers.problem) : "git-failed";
    return contentVersions(placed, topLevel, topLevel, reason);
  }
}

function toResolved(path: string, repository: string, attempt: Attempt): ResolvedFile {
  if (attempt.kind === "proven")
    return { path, version: attempt.version, repository, reason: undefined };
  const { blob, reason } = attempt;
  return { path, version: { form: "blob", blob, source: "content", reason }, repository, reason };
}

/** The last rung: what can be said of a file when nothing is known but its bytes. */
async function contentVersions(
  placed: readonly PlacedFile[],
  top: string,
  repository: string | undefined,
  reason: UnprovenReason,
): Promise<[string, ResolvedFile][]> {
  return concurrently(READS, placed, async ({ file, real }) => {
    const version = {
      form: "blob",
      blob: await rawBlobId(real, "sha1"),
      source: "content",
      reason,
    } as const;
    return [file, { path: slashed(relative(top, real)), version, repository, reason }];
  });
}

function problemReason(problem: GitProblem): UnprovenReason {
  switch (problem.kind) {
    case "not-found":
      return "git-not-found";
    case "refused":
      return "git-refused";
    case "failed":
      return problem.reason === "missing-objects" ? "missing-objects" : "git-failed";
    case "timeout":
    case "aborted":
      return "git-failed";
  }
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
