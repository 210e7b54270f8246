import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { unreadable } from "./unreadable.js";

/** Large enough that calls cost nothing, small enough that a chunk's hashing holds nothing up. */
const CHUNK = 1 << 20;

export interface FileDigest {
  /** SHA-256 in lower-case hex, what `sha256sum` prints. */
  sha256: string;
  bytes: number;
  /** The whole content, of files of at most `keepUpTo` bytes. */
  content: Buffer | undefined;
}

/**
 * Hashes a file in constant memory: one piece is hashed while the next is read.
 *
 * @param keepUpTo the size up to which the content is returned as well
 * @throws InlineageRuntimeError `UNREADABLE_CONTENT`, also when the file changed while it was read
 */
export async function digestFile(
  path: string | Buffer,
  onBytes: (bytes: number) => void,
  keepUpTo = 0,
): Promise<FileDigest> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const before = await file.stat();
    const digest = await digestOpen(file, onBytes, keepUpTo);
    const after = await file.stat();
    if (after.size !== digest.bytes || after.mtimeMs !== before.mtimeMs) {
      throw new Error("it changed while it was read");
    }
    return digest;
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    await file?.close();
  }
}

async function digestOpen(
  file: FileHandle,
  onBytes: (bytes: number) => void,
  keepUpTo: number,
): Promise<FileDigest> {
  const sha256 = createHash("sha256");
  let current = Buffer.allocUnsafe(CHUNK);
  let spare = Buffer.allocUnsafe(CHUNK);
  let content: Buffer | undefined = Buffer.alloc(0);
  let bytes = 0;
  let reading = file.read(current, 0, CHUNK);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) break;
      reading = file.read(spare, 0, CHUNK);
      const piece = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      bytes += bytesRead;
      sha256.update(piece);
      content = content && bytes <= keepUpTo ? Buffer.concat([content, piece]) : undefined;
      onBytes(bytesRead);
    }
  } finally {
    // The read ahead may fail as well, after `onBytes` threw.
    await reading.catch(() => undefined);
  }
  return { sha256: sha256.digest("hex"), bytes, content };
}
