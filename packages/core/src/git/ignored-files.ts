import { resolve } from "node:path";
import { pathChunks } from "./path-chunks.js";
import { runGit } from "./run-git.js";

/** Not check-ignore, which refuses `--literal-pathspecs`. */
const LIST_IGNORED = ["ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--"];

/**
 * Which of these files git is told to ignore: what a build left behind, mostly. A file that is committed all the
 * same is not ignored.
 *
 * @param directory absolute path, without symbolic links, of a directory of the work tree
 * @param files absolute paths below it
 * @returns the ignored ones; none where git can't be asked
 */
export async function ignoredFiles(
  directory: string,
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  const ignored = new Set<string>();
  for (const paths of pathChunks(files)) {
    const result = await runGit([...LIST_IGNORED, ...paths], { cwd: directory });
    const names = result.kind === "ok" ? result.stdout.toString().split("\0") : [];
    for (const name of names) if (name !== "") ignored.add(resolve(directory, name));
  }
  return ignored;
}
