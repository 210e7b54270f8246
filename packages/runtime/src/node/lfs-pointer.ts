/** A pointer has fewer bytes (Git LFS specification, "The Pointer"). */
export const LFS_POINTER_LIMIT = 1024;

const POINTER =
  /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\r?\n(?:ext-\d-\S+ \S+\r?\n)*oid sha256:([0-9a-f]{64})\r?\nsize \d+\r?\n?$/;

/**
 * What stands in a repository for a large file kept by Git LFS, where the file wasn't fetched.
 *
 * @returns the SHA-256 of the file it stands for, or `undefined` when the content is no pointer
 */
export function lfsOid(content: Buffer): string | undefined {
  return POINTER.exec(content.toString("latin1"))?.[1];
}
