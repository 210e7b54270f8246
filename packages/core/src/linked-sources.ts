import { realpathSync } from "node:fs";
import { PACKAGE_ID } from "./candidate-id.js";
import { packageFolderOf } from "./package-folder.js";

/**
 * Tells code of the user's own that an id below `node_modules` names, as for a linked workspace package when a
 * bundler is told to preserve symlinks. The disk is asked once for each package folder.
 */
export function createLinkedSources(): (id: string) => boolean {
  const known = new Map<string, boolean>();
  return (id) => {
    const folder = packageFolderOf(id);
    if (folder === undefined) return false;
    const isLinked = known.get(folder) ?? leadsOutOfPackages(folder);
    known.set(folder, isLinked);
    return isLinked;
  };
}

/** Plugins make up ids with the path of a package in them: what isn't on the disk is no link. */
function leadsOutOfPackages(folder: string): boolean {
  try {
    return !PACKAGE_ID.test(realpathSync.native(folder));
  } catch {
    return false;
  }
}
