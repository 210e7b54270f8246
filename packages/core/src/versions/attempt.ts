import type { FileState } from "../git/file-states.js";
import type { LastCommit } from "../git/last-commits.js";
import type { CommitVersion, DirtyVersion, UnprovenReason } from "./version.js";

/** What a rung of the proof ladder can say of one file. */
export type Attempt =
  | { kind: "proven"; version: CommitVersion | DirtyVersion }
  /** `blob` is the git blob id of the content on disk, where the rung knows it. */
  | { kind: "unproven"; reason: UnprovenReason; blob: string | undefined };

/** What is known of a file that HEAD holds. */
export interface CommittedFile {
  state: Exclude<FileState, { kind: "uncommitted" }>;
  last: LastCommit;
  source: CommitVersion["source"];
  /** What to say when the last commit could not be found out. */
  failure: UnprovenReason;
}

/** Puts together the attempt for a file that HEAD holds. */
export function attemptOf({ state, last, source, failure }: CommittedFile): Attempt {
  const blob = state.kind === "clean" ? undefined : state.blob;
  switch (last.kind) {
    case "shallow":
    case "missing-objects":
      return { kind: "unproven", reason: last.kind, blob };
    case "failed":
    // A path in HEAD that no commit touched: only a history altered by hand can show that.
    case "none":
      return { kind: "unproven", reason: failure, blob };
    case "commit": {
      const proof = { commit: last.commit, commitDate: last.date, source };
      const version: CommitVersion | DirtyVersion =
        blob === undefined ? { form: "commit", ...proof } : { form: "dirty", ...proof, blob };
      return { kind: "proven", version };
    }
  }
}
