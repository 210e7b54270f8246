import { realpath } from "node:fs/promises";
import { readCommits } from "../git/read-commits.js";
import { findRepository } from "../git/repository.js";
import type { GitProblem } from "../git/run-git.js";
import { parseVersion } from "../versions/parse-version.js";
import type { CommitData } from "./page/report-data.js";

export interface DescribedCommits {
  commits: Record<string, CommitData>;
  /** Why nothing is told of them; empty when it is. */
  commitsProblem: string;
}

/**
 * What the commits among some versions are, where a repository knows them. A report without that is still worth
 * having, so this never fails.
 *
 * @param texts versions and values as JSON, and anything else
 * @param folder absolute path of a folder in the repository
 */
export async function describeCommits(
  texts: readonly string[],
  folder: string,
): Promise<DescribedCommits> {
  const ids = new Set(texts.flatMap(commitIn));
  if (ids.size === 0) return { commits: {}, commitsProblem: "" };
  const real = await realpath(folder).catch(() => folder);
  const lookup = await findRepository(real);
  if (lookup.kind === "none") return untold(`there is no git repository in ${folder}`);
  if (lookup.kind === "unavailable") return untold(reasonOf(lookup.problem));
  const read = await readCommits(lookup.repository, [...ids], undefined);
  if (read.kind !== "ok") return untold(reasonOf(read));
  if (read.commits.size === 0) return untold(`the repository in ${folder} has none of them`);
  const commits = [...read.commits].map(([id, { author, date, subject }]) => {
    return [id, { author, date, subject }] as const;
  });
  return { commits: Object.fromEntries(commits), commitsProblem: "" };
}

function untold(commitsProblem: string): DescribedCommits {
  return { commits: {}, commitsProblem };
}

function commitIn(text: string): string[] {
  // Longer texts were shortened, and are no JSON any more.
  if (!/^"[0-9a-f]{40}[^"]{0,64}"$/.test(text)) return [];
  const parsed = parseVersion(JSON.parse(text));
  return parsed && parsed.form !== "blob" ? [parsed.commit] : [];
}

function reasonOf({ kind }: GitProblem): string {
  if (kind === "not-found") return "there is no git program";
  if (kind === "refused") return "git refuses the repository because another user owns it";
  return "git could not be asked";
}
