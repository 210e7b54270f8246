import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where a project keeps what can be found out again: in the nearest `node_modules`, from its root upward. None is
 * made where there is none.
 *
 * @param root absolute path
 * @returns an absolute path; the folder need not exist
 */
export function cacheFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    if (isDirectory(packages)) return join(packages, ".cache", "inlineage");
    if (dirname(folder) === folder) return undefined;
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
