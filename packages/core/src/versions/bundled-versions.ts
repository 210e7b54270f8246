import { type BundledSources, hasChanged } from "../bundled-sources.js";
import { blobId, rawBlobId } from "../git/blob-ids.js";
import type { ResolvedFile } from "./file-versions.js";
import { listId } from "./list-id.js";
import { slashedPath } from "./source-trees.js";
import type { FilesTogether } from "./tree-versions.js";
import type { FileVersion } from "./version.js";

/**
 * Versions of what is in the bundle, where the disk has something else by now: no commit is proven of such a text, so
 * they end in its own id.
 *
 * @param sets absolute paths of files
 * @param resolved the versions that the files of each set have on disk, in order
 * @param root absolute path that files outside every repository are named from
 */
export async function bundledVersions(
  sets: readonly FilesTogether[],
  resolved: readonly ResolvedFile[],
  sources: BundledSources,
  root: string,
): Promise<ResolvedFile[]> {
  const changed = new Set([...new Set(sets.flat())].filter((file) => hasChanged(file, sources)));
  if (changed.size === 0) return [...resolved];
  return Promise.all(
    resolved.map(async (entry, index) => {
      const files = sets[index] as FilesTogether;
      if (!files.some((file) => changed.has(file))) return entry;
      const folder = entry.repository ?? root;
      return { ...entry, version: await versionOf(entry.version, files, sources, folder) };
    }),
  );
}

async function versionOf(
  version: FileVersion,
  files: FilesTogether,
  sources: BundledSources,
  folder: string,
): Promise<FileVersion> {
  const id = version.form === "blob" ? version.blob : version.commit;
  const format = id.length === SHA256_LENGTH ? "sha256" : "sha1";
  const listed = files.map(async (file) => {
    const content = sources.of(file);
    return {
      path: slashedPath(folder, file),
      blob: content ? blobId(content, format) : await rawBlobId(file, format),
    };
  });
  const blob = listId(await Promise.all(listed), format);
  if (version.form === "blob") return { ...version, blob };
  const { commit, commitDate, source } = version;
  return { form: "dirty", commit, commitDate, blob, source };
}

const SHA256_LENGTH = 64;
