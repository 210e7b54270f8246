import { pathChunks } from "./path-chunks.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/** What a tree holds at a path. */
export interface TreeEntry {
  /** Six octal digits, as git prints them. */
  mode: string;
  blob: string;
}

export type Listing<Entry> = { kind: "ok"; entries: ReadonlyMap<string, Entry> } | GitProblem;

export type ChangedPaths =
  /** `heads` are the commits git compared with: one, unless somebody commits meanwhile. */
  { kind: "ok"; changed: ReadonlySet<string>; heads: ReadonlySet<string> } | GitProblem;

const STATUS = [
  "status",
  "--porcelain=v2",
  "-z",
  "--branch",
  "--no-ahead-behind",
  "--untracked-files=no",
  "--no-renames",
] as const;

/**
 * The paths of which `git status` says that index or disk differ from HEAD, or that they are in a conflict.
 * Untracked paths are not among them: they are what neither the index nor HEAD lists.
 */
export async function readChangedPaths(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ChangedPaths> {
  const changed = new Set<string>();
  const heads = new Set<string>();
  const listing = await list(repository, STATUS, paths, signal, (record) => {
    // The path follows eight fields, or ten in a conflict (git-status(1), "Porcelain Format Version 2").
    const fields = record.split(" ");
    if (fields[0] === "1") changed.add(fields.slice(8).join(" "));
    else if (fields[0] === "u") changed.add(fields.slice(10).join(" "));
    else if (fields[1] === "branch.oid") heads.add(fields[2] ?? "");
    return undefined;
  });
  return listing.kind === "ok" ? { kind: "ok", changed, heads } : listing;
}

/** The paths that the index lists; `unwatched` are marked assume-unchanged or skip-worktree. */
export function readIndexEntries(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing<"watched" | "unwatched">> {
  // `TAG PATH`; a lower-case tag is assume-unchanged, S is skip-worktree (git-ls-files(1)).
  return list(repository, ["ls-files", "-v", "-z"], paths, signal, (record) => [
    record.slice(2),
    record.startsWith("H ") ? "watched" : "unwatched",
  ]);
}

/** HEAD's entries of these paths. */
export function readTreeEntries(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing<TreeEntry>> {
  return list(repository, ["ls-tree", "-z", headOf(repository)], paths, signal, (record) => {
    const [path, entry] = parseTreeRecord(record);
    // Where HEAD has a folder, the file that took its place is new.
    return entry.mode === FOLDER ? undefined : [path, entry];
  });
}

/**
 * HEAD's entries of everything below a folder, submodules included.
 *
 * @param folder relative to the top level, with `/`; empty for the top level itself
 */
export async function readFolderEntries(
  repository: Repository,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Listing<TreeEntry>> {
  const command = ["ls-tree", "-r", "-z", headOf(repository)];
  if (folder !== "") return list(repository, command, [`${folder}/`], signal, parseTreeRecord);
  const result = await runGit(command, { cwd: repository.topLevel, signal });
  signal?.throwIfAborted();
  if (result.kind !== "ok") return result;
  return { kind: "ok", entries: new Map(recordsOf(result.stdout).map(parseTreeRecord)) };
}

const FOLDER = "040000";
/** The mode of a submodule, whose entry is a commit. */
export const SUBMODULE = "160000";

/** `MODE TYPE OBJECT<tab>PATH` (git-ls-tree(1)). */
function parseTreeRecord(record: string): [string, TreeEntry] {
  const tab = record.indexOf("\t");
  const [mode, , blob] = record.slice(0, tab).split(" ") as [string, string, string];
  return [record.slice(tab + 1), { mode, blob }];
}

function headOf({ head }: Repository): string {
  return head.kind === "commit" ? head.commit : "HEAD";
}

function recordsOf(output: Buffer): string[] {
  return output
    .toString()
    .split("\0")
    .filter((record) => record !== "");
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
    for (const record of recordsOf(result.stdout)) {
      const parsed = parse(record);
      if (parsed) entries.set(...parsed);
    }
  }
  return { kind: "ok", entries };
}
