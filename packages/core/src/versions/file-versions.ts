import type { FileVersion } from "./version.js";

export interface ResolvedFile {
  /** Relative to the repository's top level (to the root when there is no repository), with `/`. */
  path: string;
  version: FileVersion;
}
