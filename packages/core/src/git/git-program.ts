import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether there is a git program to start. Not asked on Windows, where programs are found in more ways. */
export function hasGitProgram(): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => isProgram(join(folder, "git")));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
