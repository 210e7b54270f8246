import { commitDate } from "../commit-date.js";
import { concurrently } from "../concurrently.js";
import { gitEnvironment } from "../git-environment.js";
import { type GitOptions, type GitProblem, runGit } from "../run-git.js";
import { type HistoryAnswer, unanswered } from "./history-answer.js";

export interface SetLookup {
  start: string;
  paths: readonly string[];
}

/** Git processes at a time: more gain nothing on common machines and slow a build's other work. */
const PROCESSES = 4;

/** Asks git for the answer of each set with a process of its own. */
export async function lookUpSets(
  lookups: readonly SetLookup[],
  options: GitOptions,
): Promise<HistoryAnswer[]> {
  const env = gitEnvironment(process.env);
  let stuck: GitProblem | undefined;
  return concurrently(PROCESSES, lookups, async (lookup) => {
    // Each further process would take as long to tell the same.
    if (stuck) return unanswered(stuck);
    const answer = await lookUpSet(lookup, { ...options, env });
    if (answer.kind === "failed" && answer.problem.kind === "timeout") stuck = answer.problem;
    return answer;
  });
}

async function lookUpSet({ start, paths }: SetLookup, options: GitOptions): Promise<HistoryAnswer> {
  const command = ["log", "-1", "--format=%H%x00%cd", "--date=raw", start, "--", ...paths];
  const result = await runGit(command, options);
  if (result.kind !== "ok") return unanswered(result);
  const [commit = "", date = ""] = result.stdout.toString("latin1").trimEnd().split("\0");
  return commit === "" ? { kind: "none" } : { kind: "commit", commit, date: commitDate(date) };
}
