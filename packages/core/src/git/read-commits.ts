import { commitDate } from "./commit-date.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit, streamGit } from "./run-git.js";

/** What a commit says of itself. */
export interface CommitFacts {
  commit: string;
  /** Committer date, RFC 3339 in the committer's offset; `null` when the commit holds no valid one. */
  date: string | null;
  author: string;
  subject: string;
}

export type CommitsRead =
  /** Only those that exist and are commits. */
  { kind: "ok"; commits: ReadonlyMap<string, CommitFacts> } | GitProblem;

export const FACTS = ["-z", "--date=raw", "--format=%H%n%an%n%cd%n%s"] as const;

/** @param ids full ids of anything or nothing */
export async function readCommits(
  { topLevel: cwd }: Repository,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<CommitsRead> {
  const ask = (args: readonly string[], names: readonly string[]) =>
    runGit(args, { cwd, signal, stdin: names.map((name) => `${name}\n`).join("") });
  const checked = await ask(["cat-file", "--batch-check"], ids);
  signal?.throwIfAborted();
  if (checked.kind !== "ok") return checked;
  const existing = checked.stdout
    .toString()
    .split("\n")
    .filter((line) => / commit \d+$/.test(line))
    .map((line) => line.slice(0, line.indexOf(" ")));
  // Without any name it would show HEAD.
  if (existing.length === 0) return { kind: "ok", commits: new Map() };
  const shown = await ask(["log", "--stdin", "--no-walk=unsorted", ...FACTS], existing);
  signal?.throwIfAborted();
  if (shown.kind !== "ok") return shown;
  return {
    kind: "ok",
    commits: new Map(parseFacts(shown.stdout).map((facts) => [facts.commit, facts])),
  };
}

/** Reads what `git log` prints with {@link FACTS}. */
export function parseFacts(output: Buffer): CommitFacts[] {
  return output
    .toString()
    .split("\0")
    .filter((record) => record !== "")
    .map((record) => {
      const [commit = "", author = "", date = "", ...subject] = record.split("\n");
      return { commit, author, date: commitDate(date), subject: subject.join(" ").trim() };
    });
}

/**
 * Which of these commits are in the history of another.
 *
 * @param start full id of a commit
 */
export async function commitsReachableFrom(
  { topLevel: cwd }: Repository,
  start: string,
  commits: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<{ kind: "ok"; reachable: ReadonlySet<string> } | GitProblem> {
  const sought = new Set(commits);
  const reachable = new Set<string>();
  if (sought.size === 0) return { kind: "ok", reachable };
  const stream = streamGit(["rev-list", start], { cwd, signal });
  let rest = "";
  for await (const chunk of stream.chunks) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() as string;
    for (const line of lines) if (sought.delete(line)) reachable.add(line);
    if (sought.size === 0) break;
  }
  const result = await stream.result;
  signal?.throwIfAborted();
  return result.kind === "ok" || result.kind === "stopped" ? { kind: "ok", reachable } : result;
}
