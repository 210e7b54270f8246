import { relative, resolve, sep } from "node:path";
import { realFolder } from "../tracked-files/find-files.js";

/** From here on a pattern says which files of a folder are meant. */
const GLOB = /[*?[\]{}()!]/;

/**
 * Where the files are that the plugin's option `track` names: the file or folder itself, or the folder that the fixed
 * part of a glob names, whose last change is its version.
 *
 * @param pattern as the option says it
 * @param folder absolute path that it starts from
 * @param topLevel absolute path of the repository
 * @returns relative to the top level, with `/`; `.` for that itself
 */
export function partPath(pattern: string, folder: string, topLevel: string): string {
  const names = pattern.split(/[\\/]/);
  const variable = names.findIndex((name) => GLOB.test(name));
  const fixed = variable === -1 ? pattern : names.slice(0, variable).join("/");
  const path = relative(topLevel, realFolder(resolve(folder, fixed)));
  return path === "" ? "." : path.split(sep).join("/");
}

/** Whether a file is that part, or in it. */
export function isInPart(part: string, file: string): boolean {
  return part === "." || file === part || file.startsWith(`${part}/`);
}
