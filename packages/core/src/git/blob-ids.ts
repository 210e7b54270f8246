import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readlink } from "node:fs/promises";
import { join } from "node:path";
import { InlineageError } from "../errors.js";
import { concurrently } from "./concurrently.js";
import { pathChunks } from "./path-chunks.js";
import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

const READS = 4;

/**
 * The blob ids git would store these files under: what `git hash-object` prints, so line ends and filters are
 * converted as the repository's attributes say. A file git can't convert gets the id of its bytes.
 *
 * @param paths relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function storedBlobIds(
  { topLevel, objectFormat }: Pick<Repository, "topLevel" | "objectFormat">,
  paths: readonly string[],
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const hash = async (chunk: readonly string[]): Promise<void> => {
    const result = await runGit(["hash-object", "--", ...chunk], { cwd: topLevel, signal });
    signal?.throwIfAborted();
    const lines = result.kind === "ok" ? result.stdout.toString().trimEnd().split("\n") : [];
    if (lines.length === chunk.length) {
      chunk.forEach((path, index) => {
        ids.set(path, lines[index] as string);
      });
    } else if (chunk.length > 1) {
      // One file that can't be converted, for want of a filter program, fails them all.
      await concurrently(READS, chunk, (path) => hash([path]));
    } else {
      const [path] = chunk as readonly [string];
      ids.set(path, await rawBlobId(join(topLevel, path), objectFormat));
    }
  };

  const links = new Set<string>();
  await concurrently(READS, paths, async (path) => {
    const file = join(topLevel, path);
    // Git stores where a link points, `hash-object` follows it.
    if ((await readable(file, lstat(file))).isSymbolicLink()) {
      links.add(path);
      ids.set(path, await rawBlobId(file, objectFormat));
    }
  });
  for (const chunk of pathChunks(paths.filter((path) => !links.has(path)))) await hash(chunk);
  return ids;
}

/**
 * The blob id of a file's bytes, or of a symbolic link's target, without any conversion. Constant memory.
 *
 * @param file absolute path
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function rawBlobId(
  file: string,
  objectFormat: Repository["objectFormat"],
): Promise<string> {
  const stats = await readable(file, lstat(file));
  if (stats.isSymbolicLink()) {
    return blobId(await readable(file, readlink(file, "buffer")), objectFormat);
  }
  const hash = createHash(objectFormat).update(`blob ${stats.size}\0`);
  let size = 0;
  await readable(
    file,
    (async () => {
      for await (const chunk of createReadStream(file)) {
        size += (chunk as Buffer).length;
        hash.update(chunk as Buffer);
      }
    })(),
  );
  if (size !== stats.size) {
    throw unreadable(file, new Error(`read ${size} of ${stats.size} bytes`));
  }
  return hash.digest("hex");
}

/** The blob id of these very bytes. */
export function blobId(content: Uint8Array, objectFormat: Repository["objectFormat"]): string {
  return createHash(objectFormat).update(`blob ${content.length}\0`).update(content).digest("hex");
}

async function readable<Value>(file: string, reading: Promise<Value>): Promise<Value> {
  return reading.catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
}

/** A tracked file that can't be read when its version is asked for. */
export function unreadable(file: string, cause: unknown): InlineageError {
  const gone = (cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  return new InlineageError({
    code: "UNREADABLE_FILE",
    message: gone
      ? "this tracked file is gone, so its version can't be told"
      : "this tracked file can't be read, so its version can't be told",
    remedy: gone
      ? "restore the file, or remove its import, and build again."
      : "make the file readable for the user who runs the build, keep it unchanged meanwhile, and build again.",
    location: { file },
    cause,
  });
}
