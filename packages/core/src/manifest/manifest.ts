import type { DefinitionKind, DefinitionScope } from "../definition.js";
import type { VersionSource } from "../versions/version.js";

/** One tracked definition of a bundle, or files or a package beside it, its version and how that was obtained. */
export interface ManifestEntry {
  kind: DefinitionKind | "files" | "package";
  /** Relative to the repository's top level (to the root when there is no repository), with `/`. */
  file: string;
  /** Counts from 1. */
  line: number;
  version: string;
  /** The last commit that touched the file, or `null` when none could be proven. */
  commit: string | null;
  /** Committer date of `commit`, RFC 3339. */
  commitDate: string | null;
  /** A package's version is what its package.json says. */
  source: VersionSource | "package";
  /** What the version follows. */
  scope: DefinitionScope;
  /** Of a closure its files, named as `file` is, sorted. */
  files?: readonly string[];
  /** Of a closure the third-party packages it reaches, in the versions that were resolved, sorted. */
  packages?: readonly { name: string; version: string }[];
  /** Of `.dvc` files and Git LFS pointers the data they name: `md5:HASH`, `sha256:HASH`. */
  data?: readonly string[];
  /**
   * SHA-256 (hex) over what the file or the closure means: comments, formatting, types and marks don't move it, see `fingerprintOf`.
   * `text:` and a SHA-256 when the file can't be read for its meaning.
   */
  fingerprint: string;
}

/** Every tracked definition of one bundle, sorted by name in code-unit order. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

export function sortedManifest(entries: Iterable<[string, ManifestEntry]>): Manifest {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
