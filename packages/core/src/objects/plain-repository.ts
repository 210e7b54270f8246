import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { Repository } from "../git/repository.js";
import { readShallowCommits } from "../git/shallow-commits.js";
import { HistoryReader, UnreadableObjectError } from "./history-reader.js";
import { isFalse, readConfig } from "./read-config.js";
import { isHistoryAltered, readHead } from "./read-head.js";

/**
 * Opens, by reading a few files, a repository about which git itself would say nothing else: `.git` is a folder in the
 * top of the work tree, both are the user's own, no setting moves anything, and HEAD's commit is there. That takes
 * 1 ms, where starting git from a large process takes 20.
 *
 * @param topLevel absolute path, without symbolic links, of a folder that has a `.git`
 * @param isKnown tells of a commit that it has been read before: it needn't be read again to see that it is there
 * @returns nothing for any other kind, about which git is to be asked
 */
export function openPlainRepository(
  topLevel: string,
  isKnown: (commit: string) => boolean = () => false,
): Repository | undefined {
  const gitDir = join(topLevel, ".git");
  if (!isOwn(topLevel) || !isOwn(gitDir) || !isGitDirectory(gitDir)) return undefined;
  const objectFormat = plainFormat(readText(join(gitDir, "config")));
  const directory = { gitDir, commonDir: gitDir };
  if (objectFormat === undefined || isHistoryAltered(directory)) return undefined;
  const repository: Repository = {
    topLevel,
    ...directory,
    objectFormat,
    head: readHead(directory),
    shallowCommits: readShallowCommits(gitDir),
    partial: false,
  };
  const { head } = repository;
  const isThere =
    head.kind === "commit" && (isKnown(head.commit) || hasCommit(repository, head.commit));
  return isThere ? repository : undefined;
}

/** Git refuses what belongs to another user (git-config(1), `safe.directory`), and may not be overruled. */
function isOwn(path: string): boolean {
  // Git's own tests make it refuse everything by this.
  if (process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER !== undefined) return false;
  const stats = statOf(path);
  return stats?.isDirectory() === true && stats.uid === process.geteuid?.();
}

/** Gitrepository-layout(5): neither a linked work tree, nor one of those whose refs are in tables. */
function isGitDirectory(gitDir: string): boolean {
  const isFolder = (name: string) => statOf(join(gitDir, name))?.isDirectory() === true;
  return (
    statOf(join(gitDir, "HEAD"))?.isFile() === true &&
    isFolder("objects") &&
    isFolder("refs") &&
    !isFolder("reftable") &&
    statOf(join(gitDir, "commondir")) === undefined &&
    !listFolder(join(gitDir, "objects", "pack")).some((name) => name.endsWith(".promisor"))
  );
}

/** @returns the object format, unless a setting makes the repository one that isn't plain */
function plainFormat(text: string | undefined): Repository["objectFormat"] | undefined {
  const config = text === undefined ? undefined : readConfig(text);
  if (!config) return undefined;
  const version = config.get("core.repositoryformatversion") ?? "0";
  if (version !== "0" && version !== "1") return undefined;
  if (config.has("core.worktree") || !isFalse(config.get("core.bare") ?? "")) return undefined;
  let format = "sha1";
  for (const [key, value] of config) {
    if (/^include(?:if)?\./.test(key)) return undefined;
    if (!key.startsWith("extensions.")) continue;
    if (key !== "extensions.objectformat" || version !== "1") return undefined;
    format = value;
  }
  return format === "sha1" || format === "sha256" ? format : undefined;
}

function hasCommit(repository: Repository, commit: string): boolean {
  const reader = new HistoryReader(repository);
  try {
    reader.commit(commit);
    return true;
  } catch (error) {
    if (error instanceof UnreadableObjectError) return false;
    throw error;
  } finally {
    reader.close();
  }
}

/** Of a link, what it is itself. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
