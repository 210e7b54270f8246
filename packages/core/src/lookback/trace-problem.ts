import type { CommitKnown, TracedVersion } from "./trace-versions.js";

/** Why a version leads nowhere, or not quite to where the code came from. */
export type TraceProblem =
  /** There is no such commit in this repository. */
  | "unknown-commit"
  /** The commit is there, but not in the history of HEAD. */
  | "other-history"
  /** A shallow clone ends with the commit, so what it changed can't be told. */
  | "shallow"
  /** The content is in no commit of this repository. */
  | "uncommitted";

/** The commit that tells most of a version: its own, or the one that brought its content. */
export function tellingCommit({ parsed, commit, content }: TracedVersion): CommitKnown | undefined {
  if (parsed.form !== "blob") return commit;
  return content?.kind === "committed" ? content.commit : undefined;
}

export function traceProblem(version: TracedVersion): TraceProblem | null {
  const { commit, content } = version;
  if (commit?.kind === "unknown") return "unknown-commit";
  if (content?.kind === "uncommitted") return "uncommitted";
  const told = tellingCommit(version);
  if (told?.kind !== "known") return null;
  if (told.boundary) return "shallow";
  return told.inHistory ? null : "other-history";
}
