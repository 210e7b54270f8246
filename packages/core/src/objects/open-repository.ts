import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { hasPromisorPack, type Repository } from "../git/repository.js";
import { readShallowCommits } from "../git/shallow-commits.js";
import { findGitDirectory, type GitDirectory } from "./git-directory.js";
import { isFalse, isTrue, readConfig } from "./read-config.js";
import { isHistoryPlain, readHead } from "./read-head.js";

/** A repository opened without git. */
export interface ReadRepository extends Repository {
  /** Whether a file's mode on this disk means anything (core.fileMode). */
  trustsModes: boolean;
  /** Whether a checkout makes symbolic links, and no files that hold where they lead (core.symlinks). */
  makesLinks: boolean;
}

export type RepositoryReading =
  | { kind: "repository"; repository: ReadRepository }
  | { kind: "none" }
  /** It is one, but of a kind that only git reads rightly. */
  | { kind: "unsupported" };

/** Extensions that change nothing about how commits and trees are read (git-config(1), "extensions"). */
const HARMLESS_EXTENSIONS: ReadonlySet<string> = new Set([
  "noop",
  "noop-v1",
  "objectformat",
  "partialclone",
  "preciousobjects",
  "relativeworktrees",
  "worktreeconfig",
]);

/**
 * Opens the repository of a directory by reading its files: no process, no hook, filter or configured command is
 * started, and nothing is written.
 *
 * @param directory absolute path without symbolic links
 */
export async function openRepositoryWithoutGit(directory: string): Promise<RepositoryReading> {
  const found = await findGitDirectory(directory);
  if (found.kind === "none") return found;
  const text = await readFile(join(found.commonDir, "config"), "utf8").catch(() => undefined);
  const config = readConfig(text ?? "");
  const objectFormat = config && objectFormatOf(config);
  if (!config || !objectFormat) return { kind: "unsupported" };
  const own = isTrue(config.get("extensions.worktreeconfig")) ? await ownConfig(found) : NO_CONFIG;
  if (!own) return { kind: "unsupported" };
  if (isWithoutWorkTree(found, config, own)) return { kind: "none" };
  if (!isHistoryPlain(found)) return { kind: "unsupported" };

  const setting = (name: string) => own.get(name) ?? config.get(name);
  const { topLevel, gitDir, commonDir } = found;
  return {
    kind: "repository",
    repository: {
      topLevel,
      gitDir,
      commonDir,
      objectFormat,
      head: readHead(found),
      shallowCommits: readShallowCommits(commonDir),
      partial: await hasPromisorPack(commonDir),
      trustsModes: process.platform !== "win32" && isTrue(setting("core.filemode") ?? "true"),
      makesLinks: !isFalse(setting("core.symlinks") ?? "true"),
    },
  };
}

/** Gitrepository-layout(5) and git's technical/repository-version. */
function objectFormatOf(
  config: ReadonlyMap<string, string>,
): Repository["objectFormat"] | undefined {
  const version = config.get("core.repositoryformatversion") ?? "0";
  if (version !== "0" && version !== "1") return undefined;
  for (const [key, value] of config) {
    const extension = /^extensions\.(.*)$/.exec(key)?.[1];
    if (extension === undefined || HARMLESS_EXTENSIONS.has(extension)) continue;
    if (extension === "refstorage" && value === "files") continue;
    if (version === "1") return undefined;
  }
  const format = config.get("extensions.objectformat") ?? "sha1";
  return format === "sha1" || format === "sha256" ? format : undefined;
}

/**
 * Whether these files are not those of the repository: it is bare, or its work tree is elsewhere (a submodule's
 * core.worktree leads back to its own folder). A linked work tree has one whatever the shared settings say.
 */
function isWithoutWorkTree(
  { topLevel, gitDir, commonDir }: GitDirectory,
  config: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
): boolean {
  const setting = (name: string) =>
    own.get(name) ?? (gitDir === commonDir ? config.get(name) : undefined);
  const workTree = setting("core.worktree");
  const isElsewhere = workTree !== undefined && resolve(gitDir, workTree) !== topLevel;
  return isElsewhere || !isFalse(setting("core.bare") ?? "");
}

/** The settings of this work tree alone: git-worktree(1), "Configuration File". */
async function ownConfig({ gitDir }: GitDirectory) {
  const text = await readFile(join(gitDir, "config.worktree"), "utf8").catch(() => "");
  return readConfig(text);
}

const NO_CONFIG: ReadonlyMap<string, string> = new Map();
