import { pathChunks } from "./path-chunks.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/** What a tree holds at a path. */
export interface HeadEntry {
  /** Six octal digits, as git prints them. */
  mode: string;
  blob: string;
}

export type ChangedPath =
  /** Index or disk differ from HEAD; `head` is absent when HEAD doesn't know the path. */
  { kind: "changed"; head: HeadEntry | undefined } | { kind: "unmerged" };

export interface IndexedPath {
  entry: HeadEntry;
  /** Marked assume-unchanged or skip-worktree: git doesn't look at the disk. */
  unwatched: boolean;
}

export type Listing<Entry> = { kind: "ok"; entries: ReadonlyMap<string, Entry> } | GitProblem;

/**
 * What `git status` says of these paths. A clean path and one git knows nothing about are both absent.
 *
 * Untracked files are left out: whatever the index doesn't list and HEAD doesn't hold is one.
 */
export function readStatus(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing<ChangedPath>> {
  const command = ["status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames"];
  return list(repository, command, paths, signal, parseStatusRecord);
}

/** Git-status(1), "Porcelain Format Version 2". */
function parseStatusRecord(record: string): [string, ChangedPath] | undefined {
  const fields = record.split(" ");
  if (fields[0] === "u") return [fields.slice(10).join(" "), { kind: "unmerged" }];
  if (fields[0] !== "1") return undefined;
  const [, , , mode, , , blob] = fields as [string, string, string, string, string, string, string];
  const head = mode === "000000" ? undefined : { mode, blob };
  return [fields.slice(8).join(" "), { kind: "changed", head }];
}

/** The index's entries of these paths. */
export function readIndexEntries(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing<IndexedPath>> {
  return list(repository, ["ls-files", "-v", "--stage", "-z"], paths, signal, (record) => {
    // `TAG MODE BLOB STAGE<tab>PATH`; a lower-case tag is assume-unchanged, S is skip-worktree (git-ls-files(1)).
    const tab = record.indexOf("\t");
    const [tag, mode, blob] = record.slice(0, tab).split(" ") as [string, string, string];
    return [record.slice(tab + 1), { entry: { mode, blob }, unwatched: tag !== "H" }];
  });
}

/** HEAD's entries of these paths. */
export function readTreeEntries(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing<HeadEntry>> {
  const commit = repository.head.kind === "commit" ? repository.head.commit : "HEAD";
  return list(repository, ["ls-tree", "-z", commit], paths, signal, (record) => {
    // `MODE TYPE OBJECT<tab>PATH` (git-ls-tree(1)).
    const tab = record.indexOf("\t");
    const [mode, , blob] = record.slice(0, tab).split(" ") as [string, string, string];
    return [record.slice(tab + 1), { mode, blob }];
  });
}

async function list<Entry>(
  { topLevel }: Repository,
  command: readonly string[],
  paths: readonly string[],
  signal: AbortSignal | undefined,
  parse: (record: string) => [string, Entry] | undefined,
): Promise<Listing<Entry>> {
  const entries = new Map<string, Entry>();
  for (const chunk of pathChunks(paths)) {
    const result = await runGit([...command, "--", ...chunk], { cwd: topLevel, signal });
    signal?.throwIfAborted();
    if (result.kind !== "ok") return result;
    for (const record of result.stdout.toString().split("\0")) {
      const parsed = record === "" ? undefined : parse(record);
      if (parsed) entries.set(...parsed);
    }
  }
  return { kind: "ok", entries };
}
