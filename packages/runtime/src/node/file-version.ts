import { digestFile } from "./file-digest.js";
import { LFS_POINTER_LIMIT, lfsOid } from "./lfs-pointer.js";

/**
 * The SHA-256 of a file's content, or of the content that a Git LFS pointer stands for.
 *
 * @returns lower-case hex
 */
export async function digestContent(
  path: string | Buffer,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const { sha256, content } = await digestFile(path, onBytes, LFS_POINTER_LIMIT);
  return (content && lfsOid(content)) ?? sha256;
}
