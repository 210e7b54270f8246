import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { concurrently } from "./concurrently.js";
import { pathChunks } from "./path-chunks.js";
import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

const READS = 8;
/** What `ls-files --debug` has of each path (git-ls-files(1)): the times are those of the file when git read it. */
const ENTRY = /([^\0]*)\0 {2}ctime: (\d+):(\d+)\n(?: {2}.*\n){4}/gy;
const NANOSECONDS = 1_000_000_000n;

/**
 * The paths whose files nobody has touched since git read them: their last change of any kind, which can't be set
 * back, is the index's to the nanosecond. Git itself compares seconds.
 *
 * @param paths relative to the repository's top level, with `/`
 * @throws the signal's reason when aborted
 */
export async function untouchedPaths(
  { topLevel }: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const untouched = new Set<string>();
  for (const chunk of pathChunks(paths)) {
    const command = ["ls-files", "--debug", "-z", "--", ...chunk];
    const result = await runGit(command, { cwd: topLevel, signal });
    signal?.throwIfAborted();
    const entries = result.kind === "ok" ? result.stdout.toString().matchAll(ENTRY) : [];
    await concurrently(
      READS,
      [...entries],
      async ([, path = "", seconds = "", nanoseconds = ""]) => {
        const stats = await lstat(join(topLevel, path), { bigint: true }).catch(() => undefined);
        const time = BigInt(seconds) * NANOSECONDS + BigInt(nanoseconds);
        // File systems that count seconds tell no more than git has seen.
        const isExact = !/^0+$/.test(nanoseconds);
        if (isExact && stats?.ctimeNs === time) untouched.add(path);
      },
    );
  }
  return untouched;
}
