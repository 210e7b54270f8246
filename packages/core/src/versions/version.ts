/**
 * Which rung of the proof ladder answered: the git program, the repository read in-process,
 * a snapshot file, or the content itself.
 */
export type VersionSource = "git" | "repository" | "snapshot" | "content";

/** A commit we can prove: the file on disk is what this commit, the last to touch it, left there. */
export interface CommitVersion {
  form: "commit";
  commit: string;
  /** Committer date, RFC 3339 with its offset, or `null` when the rung that answered does not know it. */
  commitDate: string | null;
  source: Exclude<VersionSource, "content">;
}

/** The file differs from the last commit that touched it. */
export interface DirtyVersion {
  form: "dirty";
  commit: string;
  commitDate: string | null;
  /** Git blob id of the content on disk. */
  blob: string;
  source: Exclude<VersionSource, "content">;
}

/** No provable commit: the git blob id of the content on disk. */
export interface ContentVersion {
  form: "blob";
  /** Of several files the id of their list, see `listId`. */
  blob: string;
  /** Whether this is about several files together. */
  ofSeveral?: true;
  source: "content";
  /** Why no commit could be proven. */
  reason: UnprovenReason;
}

export type FileVersion = CommitVersion | DirtyVersion | ContentVersion;

export type UnprovenReason =
  | "no-repository"
  | "git-not-found"
  /** Another user owns the repository. */
  | "git-refused"
  | "git-failed"
  | "no-commits"
  | "untracked"
  /** The history that would tell was left out of a shallow clone. */
  | "shallow"
  /** Objects that would tell were left out of a partial clone, or are lost. */
  | "missing-objects"
  /** Only git can say whether line ends and filters alone make the file differ from its commit. */
  | "converted"
  /** The snapshot holds the file, but with another content. */
  | "snapshot-stale"
  /** What the snapshot file holds is no snapshot. */
  | "snapshot-damaged"
  /** The files belong to more than one repository, or not all of them to any. */
  | "several-repositories";

const DIRTY_BLOB_LENGTH = 12;

/**
 * The string a name maps to.
 *
 * @returns `COMMIT`, `COMMIT-dirty.B12` (first 12 hex of the blob id) or `blob:OID`; `files:OID` for several files
 */
export function formatVersion(version: FileVersion): string {
  switch (version.form) {
    case "commit":
      return version.commit;
    case "dirty":
      return `${version.commit}-dirty.${version.blob.slice(0, DIRTY_BLOB_LENGTH)}`;
    case "blob":
      return `${version.ofSeveral ? "files" : "blob"}:${version.blob}`;
  }
}
