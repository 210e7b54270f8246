import { concurrently } from "./concurrently.js";
import { parseRawDiffs } from "./raw-diff.js";
import type { Repository } from "./repository.js";
import { type GitProblem, runGit } from "./run-git.js";

/** Where a content came into a history. */
export type BlobOrigin =
  /** The first commit that left it somewhere, and where. */
  | { kind: "committed"; blob: string; commit: string; path: string }
  /** No commit of this history holds it. */
  | { kind: "uncommitted" };

export type BlobsFound = { kind: "ok"; origins: ReadonlyMap<string, BlobOrigin> } | GitProblem;

const PROCESSES = 2;
/** `-c`, or a content that only a merge brought would not be found. */
const LOG = "log -c --topo-order -r -z --raw --no-abbrev --no-renames --format=%H".split(" ");

/**
 * Finds the commits that brought these contents, as `git log --find-object` does.
 *
 * @param start what to look back from: a full commit id, or `--all` for all branches, tags and stashes
 * @param ids full blob ids, or their first digits
 */
export async function findBlobs(
  { topLevel: cwd }: Repository,
  start: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<BlobsFound> {
  const origins = new Map<string, BlobOrigin>();
  let problem: GitProblem | undefined;

  async function ask(args: readonly string[]): Promise<Buffer | undefined> {
    const result = await runGit(args, { cwd, signal });
    signal?.throwIfAborted();
    if (result.kind === "ok") return result.stdout;
    problem ??= result;
    return undefined;
  }

  await concurrently(PROCESSES, [...new Set(ids)], async (id) => {
    origins.set(id, { kind: "uncommitted" });
    // Nothing for an id that isn't there, and several where they begin alike.
    const objects =
      (await ask(["rev-parse", `--disambiguate=${id}`]))?.toString().split("\n") ?? [];
    for (const object of objects.filter((line) => line !== "")) {
      const output = await ask([...LOG, `--find-object=${object}`, start, "--"]);
      const origin = output && oldest(output, object);
      if (origin) origins.set(id, origin);
    }
  });
  return problem ?? { kind: "ok", origins };
}

function oldest(output: Buffer, blob: string): BlobOrigin | undefined {
  for (const { commit, changed } of parseRawDiffs(output).reverse()) {
    for (const [path, left] of changed) {
      if (left === blob) return { kind: "committed", blob, commit, path };
    }
  }
  return undefined;
}
