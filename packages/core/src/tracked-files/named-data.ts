import { readFileSync, statSync } from "node:fs";

/** A pointer has fewer bytes (Git LFS specification, "The Pointer"). */
const LFS_LIMIT = 1024;
const LFS_POINTER =
  /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\r?\n(?:.*\r?\n)*?oid (sha256:[0-9a-f]{64})\r?\n/;
/** The outputs of a `.dvc` file, each with one hash: `- md5: HASH`, at any depth of indentation. */
const DVC_HASH = /^[\s-]*(md5|etag|checksum):\s*["']?([^\s"']+)["']?\s*$/gm;
const DVC_OUTPUTS = /^outs:\s*$([\s\S]*?)(?=^[^\s#-]|$(?![\s\S]))/m;

/**
 * The identities of the data that a `.dvc` file or a Git LFS pointer names.
 *
 * @param file absolute path
 * @returns none for any other file
 */
export function dataNamedBy(file: string): readonly string[] {
  const isDvc = file.endsWith(".dvc");
  if (!isReadable(file) || (!isDvc && statSync(file).size >= LFS_LIMIT)) return [];
  const text = readFileSync(file, "utf8");
  if (isDvc) {
    const [, outputs = ""] = DVC_OUTPUTS.exec(text) ?? [];
    return [...outputs.matchAll(DVC_HASH)].map(([, kind, hash]) => `${kind}:${hash}`);
  }
  const oid = LFS_POINTER.exec(text)?.[1];
  return oid === undefined ? [] : [oid];
}

/** A folder may hold links to folders, or to nothing. */
function isReadable(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
