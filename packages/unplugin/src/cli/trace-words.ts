import type { TraceProblem } from "@inlineage/core";

/**
 * Why a version leads nowhere, and what to do.
 *
 * @param shallow whether the clone is shallow, where that is known
 */
export function problemNote(problem: TraceProblem, shallow?: boolean): string {
  switch (problem) {
    case "unknown-commit":
      if (shallow === undefined) {
        return "no such commit in this repository; was it built from another one, or never pushed, or is this a shallow clone (git fetch --unshallow --filter=blob:none)?";
      }
      return shallow
        ? "this shallow clone doesn't have its commit; run git fetch --unshallow --filter=blob:none"
        : "no such commit in this repository; was it built from another one, or never pushed?";
    case "other-history":
      return "its commit is not in the history of what is checked out here";
    case "shallow":
      return "this shallow clone ends with its commit, so what that changed can't be told; run git fetch --unshallow --filter=blob:none";
    case "uncommitted":
      return "what was built is in no commit of this repository";
  }
}
