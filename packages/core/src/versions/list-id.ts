import { blobId } from "../git/blob-ids.js";
import type { Repository } from "../git/repository.js";

/** A file of a set: its path, with `/`, and the git blob id of its content. */
export interface ListedFile {
  path: string;
  blob: string;
}

/**
 * One id for the contents of several files: the git blob id of a list that has `BLOB PATH<nul>` for each, sorted by
 * path in code-unit order. Of one file it is that file's own blob id.
 */
export function listId(
  files: readonly ListedFile[],
  objectFormat: Repository["objectFormat"],
): string {
  const [first, ...others] = files;
  if (first && others.length === 0) return first.blob;
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const list = sorted.map(({ path, blob }) => `${blob} ${path}\0`).join("");
  return blobId(Buffer.from(list), objectFormat);
}
