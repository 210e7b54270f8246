import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Where a project keeps what can be found out again: in the nearest `node_modules`, from its root upward. None is
 * made where there is none.
 *
 * @param root absolute path
 * @returns an absolute path; the folder need not exist
 */
export async function cacheFolder(root: string): Promise<string | undefined> {
  for (let folder = root; ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    const stats = await stat(packages).catch(() => undefined);
    if (stats?.isDirectory()) return join(packages, ".cache", "inlineage");
    if (dirname(folder) === folder) return undefined;
  }
}
