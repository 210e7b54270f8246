import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ContentOptions, ContentSource } from "../content/content-version.js";
import { checkOptions } from "../options.js";
import { directoryVersion } from "./directory-version.js";
import { dvcVersion } from "./dvc-file.js";
import { digestContent } from "./file-version.js";
import { unreadable } from "./unreadable.js";

/**
 * The version of a file or folder on disk.
 *
 * - a file: `sha256:` and what `sha256sum` prints for it; for a Git LFS pointer, the same of the file it stands for, so
 *   it doesn't matter whether that was fetched
 * - a folder: `tree-sha256:`, see {@link directoryVersion}
 * - a `.dvc` file: the identity it names, see {@link dvcVersion}
 *
 * Memory stays constant however large the file.
 *
 * @param path also as a `file:` URL
 * @throws (rejects) InlineageRuntimeError `UNREADABLE_CONTENT`
 */
export async function pathVersion(
  path: string | URL,
  options: ContentOptions = {},
): Promise<string> {
  const { onProgress = () => {} } = options;
  checkOptions(options, { onProgress: typeof onProgress === "function" });
  return versionAt(path instanceof URL ? pathOf(path) : path, onProgress);
}

async function versionAt(path: string, onProgress: (bytes: number) => void): Promise<string> {
  let bytes = 0;
  const onBytes = (more: number): void => {
    bytes += more;
    onProgress(bytes);
  };
  const stats = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (stats.isDirectory()) return directoryVersion(path, onBytes);
  if (!stats.isFile()) throw unreadable(path, "it is neither a file nor a folder");
  if (path.endsWith(".dvc")) return dvcVersion(path);
  return `sha256:${await digestContent(path, onBytes)}`;
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw unreadable(url.href, cause);
  }
}

/**
 * A content for `setContent`: what is at a path, as {@link pathVersion} tells it.
 *
 * @example
 * await tracker.setContent("model", fromPath("models/churn.onnx"));
 */
export function fromPath(path: string | URL): ContentSource {
  return { contentVersion: (options) => pathVersion(path, options) };
}
