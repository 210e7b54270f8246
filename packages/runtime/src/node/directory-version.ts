import { createHash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import { digestContent } from "./file-version.js";
import { unreadable } from "./unreadable.js";

interface FoundFile {
  /** As bytes: a name on disk need not be UTF-8. */
  path: Buffer;
  /** From the folder down, with `/`. */
  relative: Buffer;
}

const SLASH = Buffer.from("/");

/**
 * The version of a folder, as of a model in shards: `tree-sha256:` and the SHA-256 of a list of its files.
 *
 * The list has, for each file below the folder, the SHA-256 of its content in hex, two spaces, its path from the folder
 * down and a zero byte, sorted by the bytes of the paths. So it doesn't depend on the order the file system gives, nor
 * on times, owners or modes. Links are followed; empty folders don't count. Without Git LFS pointers inside it is what
 * this prints:
 *
 *     cd FOLDER && find -L . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0r sha256sum -z | sha256sum
 *
 * @throws (rejects) InlineageRuntimeError `UNREADABLE_CONTENT`, also on a link that leads back up
 */
export async function directoryVersion(
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const files: FoundFile[] = [];
  await findFiles({ path: Buffer.from(folder), relative: Buffer.alloc(0) }, [], files);
  files.sort((left, right) => Buffer.compare(left.relative, right.relative));
  const tree = createHash("sha256");
  for (const { path, relative } of files) {
    tree.update(`${await digestContent(path, onBytes)}  `);
    tree.update(relative);
    tree.update("\0");
  }
  return `tree-sha256:${tree.digest("hex")}`;
}

async function findFiles(
  folder: FoundFile,
  ancestors: readonly string[],
  found: FoundFile[],
): Promise<void> {
  try {
    const real = (await realpath(folder.path, "buffer")).toString("latin1");
    if (ancestors.includes(real)) throw new Error("a link in it leads back up");
    for (const name of await readdir(folder.path, "buffer")) {
      const path = Buffer.concat([folder.path, SLASH, name]);
      const { length } = folder.relative;
      const entry = {
        path,
        relative: length ? Buffer.concat([folder.relative, SLASH, name]) : name,
      };
      const stats = await stat(path);
      if (stats.isDirectory()) await findFiles(entry, [...ancestors, real], found);
      else if (stats.isFile()) found.push(entry);
      else throw new Error(`${name} in it is neither a file nor a folder`);
    }
  } catch (cause) {
    throw unreadable(folder.path, cause);
  }
}
