import type { LastCommitsOptions } from "../git/last-commits.js";
import { findRepository, type Repository, type RepositoryLookup } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { isCutAsBefore } from "../git/shallow-commits.js";
import { openRepositoryWithoutGit } from "../objects/open-repository.js";
import type { Attempt } from "./attempt.js";
import { gitVersions } from "./git-versions.js";
import { repositoryVersions } from "./repository-versions.js";
import { isBelow, slashedPath } from "./source-trees.js";
import type { UnprovenReason } from "./version.js";

/** What a repository, asked with git or without, says of sets of files in it. */
export interface TreeVersions {
  /** Absolute path of the repository's top level; `undefined` when the files are in none. */
  topLevel: string | undefined;
  /** Also of the repository, where one was found. */
  objectFormat: "sha1" | "sha256" | undefined;
  /** Why the git program answered nothing at all; absent when it did. */
  failure: UnprovenReason | undefined;
  /** In the order of the sets; empty when nothing could be asked. */
  attempts: readonly (Attempt | undefined)[];
}

/** Files that have one version: a single one, or all that something is made of. Never none. */
export type FilesTogether = readonly string[];

export interface TreeOptions extends LastCommitsOptions {
  /** Repositories that were opened lately, by the folder that has their `.git`. */
  repositories?: ReadonlyMap<string, Repository> | undefined;
}

/** How often to look again when somebody commits in the middle of it. */
const MAX_ATTEMPTS = 5;

/**
 * The first two rungs of the proof ladder.
 *
 * @param holder absolute path of a folder that has a `.git`
 * @param sets absolute paths of files, without symbolic links in their folders
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function treeVersions(
  holder: string,
  sets: readonly FilesTogether[],
  options: TreeOptions,
): Promise<TreeVersions> {
  const asked = await askGit(holder, sets, options);
  if (typeof asked === "string") return readWithoutGit(holder, sets, asked, options);
  const unanswered = sets.filter((_set, index) => isFailure(asked.attempts[index]));
  if (unanswered.length === 0) return asked;
  const read = await readWithoutGit(holder, unanswered, "git-failed", options);
  const attempts = sets.map((set, index) => {
    const again = unanswered.indexOf(set);
    return again === -1 ? asked.attempts[index] : read.attempts[again];
  });
  return { ...asked, attempts };
}

/** Whether git had no answer about a set, rather than one that proves nothing. */
function isFailure(attempt: Attempt | undefined): boolean {
  return attempt?.kind === "unproven" && attempt.reason === "git-failed";
}

/** @returns why git did not answer, when it didn't */
async function askGit(
  holder: string,
  sets: readonly FilesTogether[],
  options: TreeOptions,
): Promise<TreeVersions | UnprovenReason> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const known = attempt === 1 ? knownRepository(holder, options) : undefined;
    const lookup = known ?? (await findRepository(holder, { signal: options.signal }));
    if (lookup.kind === "none") return NO_REPOSITORY;
    if (lookup.kind === "unavailable") return failureOf(lookup.problem);
    const { topLevel, objectFormat } = lookup.repository;
    // A repository may be configured to have its work tree elsewhere (core.worktree).
    if (!sets.flat().every((file) => isBelow(topLevel, file))) return NO_REPOSITORY;
    const answers = await gitVersions(lookup.repository, pathsIn(topLevel, sets), options);
    if (answers.kind === "head-moved") continue;
    if (answers.kind === "problem") return failureOf(answers.problem);
    return { topLevel, objectFormat, failure: undefined, attempts: answers.attempts };
  }
  return "git-failed";
}

/** Whether HEAD is still the same commit shows when the files are compared with it; where it is cut off doesn't. */
function knownRepository(
  holder: string,
  { repositories }: TreeOptions,
): RepositoryLookup | undefined {
  const repository = repositories?.get(holder);
  if (repository?.head.kind !== "commit" || !isCutAsBefore(repository)) return undefined;
  return { kind: "repository", repository };
}

async function readWithoutGit(
  holder: string,
  sets: readonly FilesTogether[],
  failure: UnprovenReason,
  options: TreeOptions,
): Promise<TreeVersions> {
  const reading = await openRepositoryWithoutGit(holder);
  if (reading.kind === "none") {
    // Without git, a `.git` that leads nowhere shows only here.
    return failure === "git-not-found" ? NO_REPOSITORY : { ...NO_REPOSITORY, failure };
  }
  if (reading.kind === "unsupported") return { ...NO_REPOSITORY, topLevel: holder, failure };
  const { topLevel, objectFormat } = reading.repository;
  const paths = pathsIn(topLevel, sets);
  const attempts = await repositoryVersions(reading.repository, paths, { ...options, failure });
  return { topLevel, objectFormat, failure, attempts };
}

const NO_REPOSITORY: TreeVersions = {
  topLevel: undefined,
  objectFormat: undefined,
  failure: "no-repository",
  attempts: [],
};

function pathsIn(topLevel: string, sets: readonly FilesTogether[]): string[][] {
  return sets.map((files) => files.map((file) => slashedPath(topLevel, file)));
}

function failureOf(problem: GitProblem): UnprovenReason {
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
