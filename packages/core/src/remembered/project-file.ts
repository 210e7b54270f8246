import { createHash } from "node:crypto";
import { join } from "node:path";
import { realDirectory } from "../real-directory.js";
import { cacheFolder } from "./cache-folder.js";

/**
 * The file in which a project keeps one kind of what it remembers; several projects may share a folder.
 *
 * @param root absolute path
 * @returns an absolute path, or `undefined` where nothing can be kept
 */
export function projectFile(root: string, kind: string): string | undefined {
  const real = realDirectory(root);
  const folder = cacheFolder(real);
  const name = createHash("sha256").update(real).digest("hex").slice(0, 16);
  return folder && join(folder, kind, `${name}.json`);
}
