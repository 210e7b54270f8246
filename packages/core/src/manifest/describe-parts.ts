import type { ResolvedPackage } from "../closure/packages.js";
import { type Fingerprints, packageFingerprint } from "../fingerprint/fingerprints.js";
import { nearest } from "../nearest.js";
import type { TrackedFiles } from "../tracked-files/find-files.js";
import { dataNamedBy } from "../tracked-files/named-data.js";
import type { ResolvedFile } from "../versions/file-versions.js";
import { slashedPath } from "../versions/source-trees.js";
import { formatVersion } from "../versions/version.js";
import type { ManifestEntry } from "./manifest.js";

/** What is known of files that the option `track` names. */
export function describeTrackedFiles(
  { files }: TrackedFiles,
  { path, version }: ResolvedFile,
  fingerprints: Fingerprints,
): ManifestEntry {
  const data = files.flatMap(dataNamedBy);
  return {
    kind: "files",
    file: path,
    line: 1,
    version: formatVersion(version),
    commit: version.form === "blob" ? null : version.commit,
    commitDate: version.form === "blob" ? null : version.commitDate,
    source: version.source,
    scope: "file",
    ...(data.length > 0 && { data }),
    get fingerprint() {
      return fingerprints.ofSeveral(files);
    },
  };
}

/**
 * The packages that a bundle's definitions reach, by the name each has among the versions: `npm:NAME`. Of a package
 * that was resolved in several versions, all count: `1.2.0, 2.0.0`.
 *
 * @param wanted names, or `true` for all
 */
export function describePackages(
  packages: readonly ResolvedPackage[],
  wanted: true | readonly string[],
  root: string,
): [string, ManifestEntry][] {
  const byName = new Map<string, ResolvedPackage[]>();
  for (const found of packages) {
    if (wanted !== true && !wanted.includes(found.name)) continue;
    byName.set(found.name, [...(byName.get(found.name) ?? []), found]);
  }
  return [...byName].map(([name, found]): [string, ManifestEntry] => {
    const version = found.map(({ version }) => version).join(", ");
    const [{ file }] = found as [ResolvedPackage];
    const fingerprint = packageFingerprint(name, version);
    return [
      `npm:${name}`,
      {
        kind: "package",
        file: slashedPath(root, file),
        line: 1,
        version,
        commit: null,
        commitDate: null,
        source: "package",
        scope: "file",
        fingerprint,
      },
    ];
  });
}

/**
 * One line about the packages that were asked for by name and no definition reaches: misspelt, or taken out.
 *
 * @returns `undefined` where there are none
 */
export function describeUnreached(
  packages: readonly ResolvedPackage[],
  wanted: true | readonly string[],
): string | undefined {
  if (wanted === true) return undefined;
  const reached = packages.map(({ name }) => name);
  const unreached = wanted.filter((name) => !reached.includes(name));
  if (unreached.length === 0) return undefined;
  const names = unreached.map((name) => {
    const meant = nearest(name, reached);
    return `${JSON.stringify(name)}${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`;
  });
  return `the option "packages" names ${names.join(", ")}, which no tracked definition reaches`;
}
