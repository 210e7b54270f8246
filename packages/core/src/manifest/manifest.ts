import type { DefinitionKind, DefinitionScope } from "../definition.js";
import type { VersionSource } from "../versions/version.js";

/** One tracked definition of a bundle, its version and how that was obtained. */
export interface ManifestEntry {
  kind: DefinitionKind;
  /** Relative to the repository's top level (to the root when there is no repository), with `/`. */
  file: string;
  /** Counts from 1. */
  line: number;
  version: string;
  /** The last commit that touched the file, or `null` when none could be proven. */
  commit: string | null;
  /** Committer date of `commit`, RFC 3339. */
  commitDate: string | null;
  source: VersionSource;
  /** What the version follows. */
  scope: DefinitionScope;
  /** Of a closure its files, named as `file` is, sorted. */
  files?: readonly string[];
  /** Of a closure the third-party packages it reaches, in the versions that were resolved, sorted. */
  packages?: readonly { name: string; version: string }[];
  /**
   * SHA-256 (hex) over what the file or the closure means: comments, formatting, types and marks don't move it, see `fingerprintOf`.
   * `text:` and a SHA-256 when the file can't be read for its meaning.
   */
  fingerprint: string;
}

/** Every tracked definition of one bundle, sorted by name in code-unit order. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;
