import {
  type CachedCommit,
  cachedAnswer,
  readCachedCommits,
  writeCachedCommits,
} from "./commit-cache.js";
import type { LastCommit } from "./last-commits.js";

/**
 * Finds out about those paths of which nothing is known from an earlier build at the same HEAD, and keeps what can
 * be believed at the next one: proven commits.
 *
 * @param folder absolute path of the cache; without one everything is found out
 * @param head full id of the commit the answers begin at
 * @param itemAt what was read of that commit's tree at a path, if anything was
 */
export async function rememberCommits(
  folder: string | undefined,
  head: string,
  paths: readonly string[],
  find: (paths: readonly string[]) => Promise<ReadonlyMap<string, LastCommit>>,
  itemAt: (path: string) => CachedCommit["item"] = () => undefined,
): Promise<ReadonlyMap<string, LastCommit>> {
  if (folder === undefined) return find(paths);
  const known = readCachedCommits(folder, head);
  const unknown = paths.filter((path) => !known.has(path));
  const found = unknown.length === 0 ? new Map<string, LastCommit>() : await find(unknown);

  const proven = new Map<string, CachedCommit>(known);
  for (const [path, answer] of found) {
    if (answer.kind !== "commit") continue;
    const { commit, date } = answer;
    proven.set(path, { commit, date, item: itemAt(path) });
  }
  if (proven.size > known.size) await writeCachedCommits(folder, head, proven);
  return new Map(
    paths.map((path): [string, LastCommit] => {
      const cached = known.get(path);
      return [path, cached ? cachedAnswer(cached) : (found.get(path) as LastCommit)];
    }),
  );
}
