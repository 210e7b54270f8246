import type { TrackedDefinition } from "../definition.js";
import type { ResolvedFile } from "../versions/file-versions.js";
import { formatVersion } from "../versions/version.js";
import type { Manifest, ManifestEntry } from "./manifest.js";

/**
 * Puts together what is known of each definition.
 *
 * @param definitions sorted by name
 * @param resolved the versions of their files
 * @param fingerprint asked when an entry's fingerprint is read: most bundles leave the manifest out
 */
export function describeDefinitions(
  definitions: readonly TrackedDefinition[],
  resolved: ReadonlyMap<string, ResolvedFile>,
  fingerprint: (file: string) => string,
): Manifest {
  return new Map(
    definitions.map(({ name, kind, file, line }): [string, ManifestEntry] => {
      const { path, version } = resolved.get(file) as ResolvedFile;
      return [
        name,
        {
          kind,
          file: path,
          line,
          version: formatVersion(version),
          commit: version.form === "blob" ? null : version.commit,
          commitDate: version.form === "blob" ? null : version.commitDate,
          source: version.source,
          get fingerprint() {
            return fingerprint(file);
          },
        },
      ];
    }),
  );
}
