import { realpath } from "node:fs/promises";
import type { DefinitionScope } from "../definition.js";
import { InlineageError } from "../errors.js";
import { gitError } from "../git/git-error.js";
import { ObjectBatch } from "../git/history/object-batch.js";
import { findRepository, type Repository } from "../git/repository.js";
import { type GitProblem, runGit } from "../git/run-git.js";
import { createMarkScanner, type MarkFunction, type MarkScanner } from "../marks/mark-scanner.js";
import { requireFolder } from "../require-folder.js";
import { partPath } from "./tracked-part.js";

export interface LookbackOptions {
  /** As the user typed it, such as `inlineage trace`. */
  command: string;
  /** Further functions whose use is a mark; relative modules start from the folder. */
  marks?: readonly MarkFunction[] | undefined;
  /** What a version covers where the mark doesn't say. @default "file" */
  scope?: DefinitionScope | undefined;
  /** What is tracked without code, as in the plugin's option `track`: name to file, folder or glob. */
  track?: ReadonlyMap<string, string> | undefined;
  /** The commit to look back from, in any form git understands. @default HEAD */
  at?: string | undefined;
  /** Is told what is being done. */
  progress?: ((text: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** A repository, open to questions about its past. */
export interface Lookback {
  repository: Repository;
  /** Where the questions are asked from: an absolute path without symbolic links. */
  folder: string;
  scanner: MarkScanner;
  marks: readonly MarkFunction[];
  scope: DefinitionScope;
  /** By name: where what is tracked without code is, relative to the top level, with `/`. */
  parts: ReadonlyMap<string, string>;
  objects: ObjectBatch;
  progress(text: string): void;
  signal: AbortSignal | undefined;
  /** What to throw where git doesn't answer. */
  failure(problem: GitProblem): InlineageError;
}

const PATIENCE = 120_000;

/**
 * Opens the repository of a folder, hands it to `ask`, and closes it.
 *
 * @param folder absolute path
 * @throws {InlineageError} `GIT_FAILED` where git can't tell, `UNREADABLE_FILE` where there is no such folder
 * @throws the signal's reason when aborted
 */
export async function lookBack<Answer>(
  folder: string,
  {
    command,
    marks = [],
    scope = "file",
    track = new Map(),
    at,
    progress = () => {},
    signal,
  }: LookbackOptions,
  ask: (lookback: Lookback) => Promise<Answer>,
): Promise<Answer> {
  await requireFolder(folder, "look into", "name a folder of the repository that was built from.");
  const real = await realpath(folder);
  const failure = (problem: GitProblem) =>
    gitError(problem, { attempt: "the history can't be asked", folder: real, command });
  const lookup = await findRepository(real, { signal });
  if (lookup.kind === "unavailable") throw failure(lookup.problem);
  if (lookup.kind === "none") {
    throw new InlineageError({
      code: "GIT_FAILED",
      message: `there is no git repository in ${real}`,
      remedy: `run ${command} in the repository that was built from, or name it with --repository.`,
    });
  }
  const repository =
    at === undefined ? lookup.repository : await repositoryAt(lookup.repository, at, failure);
  const objects = new ObjectBatch({ cwd: repository.topLevel, timeout: PATIENCE, signal });
  const scanner = createMarkScanner({ root: real, functions: marks });
  const parts = new Map(
    [...track].map(([name, pattern]) => [name, partPath(pattern, real, repository.topLevel)]),
  );
  try {
    return await ask({
      ...{ repository, folder: real, scanner, marks, scope, parts, objects },
      ...{ progress, signal, failure },
    });
  } finally {
    objects.close();
  }
}

async function repositoryAt(
  repository: Repository,
  at: string,
  failure: Lookback["failure"],
): Promise<Repository> {
  const args = ["rev-parse", "--quiet", "--verify", "--end-of-options", `${at}^{commit}`];
  const found = await runGit(args, { cwd: repository.topLevel });
  if (found.kind === "ok") {
    return { ...repository, head: { kind: "commit", commit: found.stdout.toString().trim() } };
  }
  if (found.kind !== "failed") throw failure(found);
  throw new InlineageError({
    code: "INVALID_OPTION",
    message: `there is no commit ${JSON.stringify(at)} in this repository`,
    remedy: "name one by its id, or a branch or tag; git fetch may be needed first.",
  });
}
