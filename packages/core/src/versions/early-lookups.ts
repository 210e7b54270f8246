import { realpath } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { type CachedCommits, readCachedCommits } from "../git/commit-cache.js";
import { lastCommits } from "../git/last-commits.js";
import { readTreeEntries } from "../git/path-listings.js";
import { findRepository, type Repository } from "../git/repository.js";
import { cleanPaths, MOST_PATHS } from "../objects/clean-paths.js";
import { headItems, rememberItems } from "../objects/head-items.js";
import type { TreeItem } from "../objects/history-reader.js";
import { cacheFolder } from "../remembered/cache-folder.js";
import { isBelow, slashedPath, sourceTrees } from "./source-trees.js";

/** Questions to git about files whose versions are likely to be asked for in a moment. */
export interface EarlyLookups {
  /** @param files absolute paths */
  add(files: Iterable<string>): void;
  /**
   * Drops what was not begun, and waits for what was.
   *
   * @param signal ends that too
   * @returns the repositories that were opened, by the folder that has their `.git`; never rejects
   */
  end(signal?: AbortSignal): Promise<ReadonlyMap<string, Repository>>;
}

/**
 * What is done meanwhile stops a bundler for some milliseconds: files that are found within these share it, and a
 * first one that all others wait behind is through by then.
 */
const FIRST_PAUSE = 100;

/**
 * Looks up last commits while a bundler still works. No answer is given or depended on: what is found goes into the
 * cache, which is keyed by the commit that HEAD named, and is found there when the versions are asked for.
 *
 * @param root absolute path, from which upward the cache is looked for; without one nothing is looked up
 */
export function createEarlyLookups(root: string): EarlyLookups {
  const seen = new Set<string>();
  const repositories = new Map<string, Repository>();
  const ending = new AbortController();
  const abortion = new AbortController();
  let waiting: string[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const cache = cacheFolder(await realpath(root));
    // Longer each time: a process for every few files would cost more than it gains.
    for (let milliseconds = FIRST_PAUSE; waiting.length > 0; milliseconds *= 4) {
      await pause(milliseconds, undefined, { signal: ending.signal });
      const batch = waiting;
      waiting = [];
      if (cache !== undefined) await lookUp(batch, cache);
    }
  }

  async function openRepositories(files: readonly string[], cache: string): Promise<void> {
    const { signal } = abortion;
    // To unpack a commit, Node loads what inflates it: that takes a build that knows all answers longer than the rest.
    const isKnown = (commit: string) => readCachedCommits(cache, commit).size > 0;
    for (const { holder } of sourceTrees(files)) {
      if (holder === undefined || repositories.has(holder)) continue;
      const found = await findRepository(holder, { isKnown, signal });
      if (found.kind === "repository") repositories.set(holder, found.repository);
    }
  }

  async function lookUp(files: readonly string[], cache: string): Promise<void> {
    const { signal } = abortion;
    await openRepositories(files, cache);
    for (const { holder = "", files: placed } of sourceTrees(files)) {
      const repository = repositories.get(holder);
      if (repository?.head.kind !== "commit") continue;
      const inside = placed.filter(({ real }) => isBelow(repository.topLevel, real));
      const known = readCachedCommits(cache, repository.head.commit);
      const found = inside.map(({ real }) => slashedPath(repository.topLevel, real));
      // Files are compared with HEAD when the versions are asked for: by then it is known what it has.
      rememberItems(repository, itemsIn(known));
      if (found.length <= MOST_PATHS) headItems(repository, found);
      const paths = found.filter((path) => !known.has(path));
      if (paths.length === 0) continue;
      // Of a path that HEAD doesn't have, git would read the whole history.
      const clean = cleanPaths(repository, paths);
      const others = paths.filter((path) => !clean.has(path));
      const tree = await readTreeEntries(repository, others, signal);
      const committed = [...clean, ...(tree.kind === "ok" ? tree.entries.keys() : [])];
      if (committed.length > 0) await lastCommits(repository, committed, { cache, signal });
    }
  }

  return {
    add(files) {
      const news = [...files].filter((file) => !seen.has(file));
      if (news.length === 0 || ending.signal.aborted) return;
      for (const file of news) seen.add(file);
      waiting.push(...news);
      // What goes wrong goes wrong again when it matters.
      running ??= run()
        .catch(() => {})
        .finally(() => {
          running = undefined;
        });
    },
    async end(signal) {
      const abort = () => abortion.abort();
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
      waiting = [];
      ending.abort();
      await running;
      signal?.removeEventListener("abort", abort);
      return repositories;
    },
  };
}

function* itemsIn(commits: CachedCommits): Iterable<[string, TreeItem]> {
  for (const [path, { item }] of commits) {
    if (item) yield [path, item];
  }
}
