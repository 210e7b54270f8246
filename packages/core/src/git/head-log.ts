import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { findGitDirectory } from "../objects/git-directory.js";
import { findGitHolder } from "./repository.js";

/**
 * The file that git changes whenever HEAD comes to name another commit: on a commit, an amended commit, a checkout, a
 * reset, a rebase, a pull (gitrepository-layout(5), "logs"). With references in a reftable, that is the list of the
 * tables which their logs are in, too.
 *
 * @param directory absolute path of any directory of a work tree
 * @returns its absolute path, whether it exists yet or not, or `undefined` where there is no repository to ask
 */
export async function headLogOf(directory: string): Promise<string | undefined> {
  const real = await realpath(directory).catch(() => undefined);
  if (real === undefined) return undefined;
  const found = await findGitDirectory(real);
  // A linked work tree has a HEAD, and so a log, of its own.
  if (found.kind !== "found") return undefined;
  const tables = join(found.gitDir, "reftable", "tables.list");
  return existsSync(tables) ? tables : join(found.gitDir, "logs", "HEAD");
}

/**
 * The logs of all repositories that these directories are in.
 *
 * @param directories absolute paths
 * @returns as `headLogOf`, each once
 */
export async function headLogsOf(directories: Iterable<string>): Promise<string[]> {
  const distinct = [...new Set(directories)];
  const holders = new Set(await Promise.all(distinct.map(holderOf)));
  const logs = await Promise.all([...holders].map((holder) => holder && headLogOf(holder)));
  return [...new Set(logs)].filter((log) => log !== undefined);
}

async function holderOf(directory: string): Promise<string | undefined> {
  const real = await realpath(directory).catch(() => undefined);
  return real === undefined ? undefined : findGitHolder(real);
}
