import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export interface GitDirectory {
  /** Absolute path of the work tree's top. */
  topLevel: string;
  /** Absolute path of this work tree's own git directory. */
  gitDir: string;
  /** Absolute path of the git directory that all work trees share. */
  commonDir: string;
}

export type GitDirectoryLookup =
  | ({ kind: "found" } & GitDirectory)
  /** Nothing from here upward is a git directory. */
  | { kind: "none" };

/**
 * The git directory that git would use in a directory: gitrepository-layout(5).
 *
 * @param start absolute path without symbolic links
 */
export async function findGitDirectory(start: string): Promise<GitDirectoryLookup> {
  for (let topLevel = start; ; topLevel = dirname(topLevel)) {
    const entry = join(topLevel, ".git");
    const kind = await kindOf(entry);
    if (kind === "file") {
      // A linked work tree or a submodule. Git looks no further when the file leads nowhere.
      const target = /^gitdir: (.*?)[\r\n]*$/s.exec(
        await readFile(entry, "utf8").catch(() => ""),
      )?.[1];
      return (
        (target && (await asGitDirectory(topLevel, resolve(topLevel, target)))) || { kind: "none" }
      );
    }
    const found = kind === "directory" ? await asGitDirectory(topLevel, entry) : undefined;
    if (found) return found;
    if (dirname(topLevel) === topLevel) return { kind: "none" };
  }
}

/** What git demands of a git directory (setup.c, `is_git_directory`). */
async function asGitDirectory(
  topLevel: string,
  path: string,
): Promise<GitDirectoryLookup | undefined> {
  // What is said relative to it, in `commondir` and elsewhere, is meant from where it really is.
  const gitDir = await realpath(path).catch(() => path);
  const shared = await readFile(join(gitDir, "commondir"), "utf8").catch(() => undefined);
  const commonDir = shared === undefined ? gitDir : resolve(gitDir, shared.replace(/[\r\n]+$/, ""));
  const kinds = await Promise.all([
    kindOf(join(gitDir, "HEAD")),
    kindOf(join(commonDir, "objects")),
    kindOf(join(commonDir, "refs")),
  ]);
  const complete = kinds[0] === "file" && kinds[1] === "directory" && kinds[2] === "directory";
  return complete ? { kind: "found", topLevel, gitDir, commonDir } : undefined;
}

async function kindOf(path: string): Promise<"file" | "directory" | "none"> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile()) return "file";
  return stats?.isDirectory() ? "directory" : "none";
}
