import { readHistory } from "./history/history-stream.js";
import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

/** What the commits since an earlier HEAD say of some paths. */
export interface NewCommits {
  /** Paths that one of them changed, with that commit and its date as the commit holds it. */
  changed: ReadonlyMap<string, { commit: string; rawDate: string }>;
  /** Paths that none of them changed: their history is the one at `since`. */
  unchanged: readonly string[];
  /** A commit on HEAD's line of first parents. */
  since: string;
  /** Paths that a merge changed: which of its sides to follow is to be found out. */
  merged: readonly string[];
}

const SILENCE = 120_000;

/**
 * Reads the commits between HEAD and the nearest of some earlier HEADs on its line of first parents.
 *
 * @param start full id of a commit
 * @param heads full ids of commits, which need not exist here
 * @param paths relative to the top level, with `/`, present in the start's tree
 * @returns `undefined` when these commits don't tell
 */
export async function readNewCommits(
  { topLevel }: Pick<Repository, "topLevel">,
  start: string,
  heads: readonly string[],
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<NewCommits | undefined> {
  const known = await existingCommits(topLevel, heads, signal);
  if (known.size === 0) return undefined;
  const watched = new Map(paths.map((path) => [Buffer.from(path).toString("latin1"), path]));
  const changed = new Map<string, { commit: string; rawDate: string }>();
  const merged: string[] = [];
  let since = start;
  const result = await readHistory(
    {
      cwd: topLevel,
      starts: [start, ...[...known].map((head) => `^${head}`)],
      parents: "first",
      directory: "",
      isWatched: (path) => watched.has(path),
      ready: Promise.resolve(),
      timeout: SILENCE,
      signal,
    },
    ({ commit, parents, rawDate, changed: names }) => {
      if (commit !== since || known.has(commit)) return "stop";
      for (const name of names) {
        const path = watched.get(name);
        if (path === undefined) continue;
        watched.delete(name);
        if (parents.length > 1) merged.push(path);
        else changed.set(path, { commit, rawDate });
      }
      since = parents[0] ?? "";
      return since === "" || watched.size === 0 ? "stop" : "go on";
    },
  );
  signal?.throwIfAborted();
  if ((result.kind !== "ok" && result.kind !== "stopped") || since === "") return undefined;
  return { changed, merged, unchanged: [...watched.values()], since };
}

async function existingCommits(
  cwd: string,
  heads: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  if (heads.length === 0) return new Set();
  const stdin = `${heads.join("\n")}\n`;
  const result = await runGit(["cat-file", "--batch-check"], { cwd, stdin, signal });
  signal?.throwIfAborted();
  const lines = result.kind === "ok" ? result.stdout.toString().split("\n") : [];
  const commits = lines.filter((line) => / commit \d+$/.test(line));
  return new Set(commits.map((line) => line.slice(0, line.indexOf(" "))));
}
