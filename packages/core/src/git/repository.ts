import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { openPlainRepository } from "../objects/plain-repository.js";
import { hasGitProgram } from "./git-program.js";
import { type GitProblem, type GitResult, runGit } from "./run-git.js";
import { readShallowCommits } from "./shallow-commits.js";

/** What HEAD names when a repository is opened. Answers start from this commit, so a later commit can't mix in. */
export type Head =
  | { kind: "commit"; commit: string }
  /** No commits yet. */
  | { kind: "unborn" }
  /** HEAD names a commit that isn't there. */
  | { kind: "missing" };

export interface Repository {
  /** Absolute path of the work tree's top. */
  topLevel: string;
  /** Absolute path of this work tree's own git directory. */
  gitDir: string;
  /** Absolute path of the git directory that all work trees share. */
  commonDir: string;
  objectFormat: "sha1" | "sha256";
  head: Head;
  /** Commits whose parents a shallow clone left out. Empty in a full clone. */
  shallowCommits: ReadonlySet<string>;
  /** Whether objects may be missing because the clone was partial (`--filter=...`). */
  partial: boolean;
}

export type RepositoryLookup =
  | { kind: "repository"; repository: Repository }
  /** No `.git` in the directory or above it, or none that git takes for a repository. */
  | { kind: "none" }
  /** `directory` has a `.git`, but git could not be asked about it. */
  | { kind: "unavailable"; directory: string; problem: GitProblem };

export interface FindOptions {
  /** See {@link openPlainRepository}. */
  isKnown?: ((commit: string) => boolean) | undefined;
  signal?: AbortSignal | undefined;
}

const QUESTIONS = [
  "--is-inside-work-tree",
  "--show-object-format",
  "--show-cdup",
  "--git-dir",
  "--git-common-dir",
] as const;

/**
 * Finds the repository a directory belongs to, with one git process: none where there is no `.git`, and none where the
 * repository is of the plain kind that holds no surprise.
 *
 * @param directory absolute path without symbolic links
 * @throws the signal's reason when aborted
 */
export async function findRepository(
  directory: string,
  { isKnown, signal }: FindOptions = {},
): Promise<RepositoryLookup> {
  const holder = findGitHolder(directory);
  if (holder === undefined) return { kind: "none" };
  const repository = hasGitProgram() ? openPlainRepository(holder, isKnown) : undefined;
  if (repository) return { kind: "repository", repository };
  const lookup = await openRepositoryByGit(holder, signal);
  signal?.throwIfAborted();
  return lookup;
}

/**
 * The nearest directory, from this one upward, that has a `.git` of any kind: a directory, or the file a linked
 * work tree or a submodule has.
 */
export function findGitHolder(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, ".git"))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** @param cwd absolute path, without symbolic links, of a folder that has a `.git` */
export async function openRepositoryByGit(
  cwd: string,
  signal?: AbortSignal | undefined,
): Promise<RepositoryLookup> {
  const ask = (...args: string[]) => runGit(["rev-parse", ...args], { cwd, signal });
  const answer = await ask(...QUESTIONS, "-q", "--verify", "HEAD^{commit}");
  const unverified = answer.kind === "failed" && answer.exitCode === 1;
  // Without a commit at HEAD the command prints the rest and exits 1: ask again for the rest alone.
  const facts = unverified ? await ask(...QUESTIONS) : answer;
  if (facts.kind === "failed" && facts.reason === "not-a-repository") return { kind: "none" };
  if (facts.kind !== "ok") return { kind: "unavailable", directory: cwd, problem: facts };

  const lines = linesOf(facts);
  const [insideWorkTree, objectFormat, upward] = lines;
  if (insideWorkTree !== "true" || upward === undefined) return { kind: "none" };
  if (objectFormat !== "sha1" && objectFormat !== "sha256") return { kind: "none" };

  // A name with a line break gives more lines than questions: ask for each name alone.
  const ambiguous = lines.length !== QUESTIONS.length + (unverified ? 0 : 1);
  const [gitDir, commonDir] = ambiguous
    ? [onlyLine(await ask("--git-dir")), onlyLine(await ask("--git-common-dir"))]
    : [lines[3] as string, lines[4] as string];
  const common = resolve(cwd, commonDir);

  return {
    kind: "repository",
    repository: {
      topLevel: resolve(cwd, upward),
      gitDir: resolve(cwd, gitDir),
      commonDir: common,
      objectFormat,
      head: unverified
        ? await headWithoutCommit(ask)
        : { kind: "commit", commit: lines.at(-1) as string },
      shallowCommits: readShallowCommits(common),
      partial: await hasPromisorPack(common),
    },
  };
}

async function headWithoutCommit(ask: (...args: string[]) => Promise<GitResult>): Promise<Head> {
  const named = await ask("-q", "--verify", "HEAD");
  return { kind: named.kind === "ok" ? "missing" : "unborn" };
}

/** Git marks the packs of a partial clone (partial-clone, "Design Details"). */
export async function hasPromisorPack(commonDir: string): Promise<boolean> {
  const packs = await readdir(join(commonDir, "objects", "pack")).catch(() => []);
  return packs.some((name) => name.endsWith(".promisor"));
}

function linesOf(result: GitResult): string[] {
  const text = result.kind === "ok" ? result.stdout.toString() : "";
  return text.replace(/\n$/, "").split("\n");
}

function onlyLine(result: GitResult): string {
  return linesOf(result).join("\n");
}
