import { isHistoryAltered, keepsRefsElsewhere } from "../objects/read-head.js";
import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

/**
 * Whether replacement refs or grafts may make of this history what they could undo tomorrow: then nothing is true of
 * a commit for good.
 *
 * @throws the signal's reason when aborted
 */
export async function isHistoryReplaced(
  repository: Pick<Repository, "topLevel" | "commonDir">,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (isHistoryAltered(repository)) return true;
  // Others only git can read.
  if (!keepsRefsElsewhere(repository)) return false;
  const command = ["for-each-ref", "--count=1", "refs/replace"];
  const refs = await runGit(command, { cwd: repository.topLevel, signal });
  signal?.throwIfAborted();
  return refs.kind !== "ok" || refs.stdout.length > 0;
}
