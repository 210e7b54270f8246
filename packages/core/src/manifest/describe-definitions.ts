import type { TrackedDefinition } from "../definition.js";
import type { Fingerprints } from "../fingerprint/fingerprints.js";
import type { ResolvedFile } from "../versions/file-versions.js";
import { slashedPath } from "../versions/source-trees.js";
import { formatVersion } from "../versions/version.js";
import type { Manifest, ManifestEntry } from "./manifest.js";

/** A definition and the files its version follows, its own first. */
export interface FollowedDefinition {
  definition: TrackedDefinition;
  files: readonly string[];
  /** Only of a closure. */
  packages?: readonly { name: string; version: string }[] | undefined;
}

/**
 * Puts together what is known of each definition.
 *
 * @param followed sorted by name
 * @param resolved their versions, in that order
 * @param root absolute path that files outside every repository are named from
 */
export function describeDefinitions(
  followed: readonly FollowedDefinition[],
  resolved: readonly ResolvedFile[],
  fingerprints: Fingerprints,
  root: string,
): Manifest {
  return new Map(
    followed.map(({ definition, files, packages }, index): [string, ManifestEntry] => {
      const { path, version, repository = root } = resolved[index] as ResolvedFile;
      const entry: ManifestEntry = {
        kind: definition.kind,
        file: path,
        line: definition.line,
        version: formatVersion(version),
        commit: version.form === "blob" ? null : version.commit,
        commitDate: version.form === "blob" ? null : version.commitDate,
        source: version.source,
        scope: packages ? "closure" : "file",
        ...(packages && {
          files: files.map((file) => slashedPath(repository, file)).sort(),
          packages: packages.map(({ name, version }) => ({ name, version })),
        }),
        // Found out when it is read: most bundles leave the manifest out.
        get fingerprint() {
          return fingerprints.ofSeveral(files);
        },
      };
      return [definition.name, entry];
    }),
  );
}
