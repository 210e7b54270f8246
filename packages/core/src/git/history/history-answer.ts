import type { GitProblem } from "../run-git.js";

/** What the history says of a set of paths. */
export type HistoryAnswer =
  | {
      kind: "commit";
      commit: string;
      /** Committer date, RFC 3339 in the committer's offset; `null` when the commit holds no valid one. */
      date: string | null;
    }
  /** No commit that can be reached touched any of the paths. */
  | { kind: "none" }
  /** Objects that would tell were left out of a partial clone, or are damaged. */
  | { kind: "missing-objects" }
  | { kind: "failed"; problem: GitProblem };

export function unanswered(problem: GitProblem): HistoryAnswer {
  return problem.kind === "failed" && problem.reason === "missing-objects"
    ? { kind: "missing-objects" }
    : { kind: "failed", problem };
}
