import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/**
 * The files in a commit's tree that hold one of these texts.
 *
 * @param commit full id
 * @returns paths relative to the top level, with `/`
 */
export async function filesWithText(
  { topLevel: cwd }: Repository,
  commit: string,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ kind: "ok"; paths: string[] } | GitProblem> {
  const patterns = texts.flatMap((text) => ["-e", text]);
  const args = ["grep", "-l", "-z", "-F", "--full-name", ...patterns, commit, "--"];
  const result = await runGit(args, { cwd, signal });
  signal?.throwIfAborted();
  // As `grep` does, it exits 1 when there are none.
  if (result.kind === "failed" && result.exitCode === 1 && result.reason === "other") {
    return { kind: "ok", paths: [] };
  }
  if (result.kind !== "ok") return result;
  const names = result.stdout.toString().split("\0");
  const paths = names.filter((name) => name !== "").map((name) => name.slice(commit.length + 1));
  return { kind: "ok", paths };
}
