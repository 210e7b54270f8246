import { join } from "node:path";
import { rawBlobId } from "./blob-ids.js";
import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

/** The last one is of the file on disk: where a link gave way to a file there are two. */
const INDEX_LINES = /^index [0-9a-f]+\.\.([0-9a-f]+)/gm;
/** They come before the file's own lines. */
const MAX_HEADERS = 64 * 1024;

/**
 * The blob id an edited file would be committed under. What `git hash-object` says is that, unless line ends are
 * converted: then CRLF stays where the index has it already (convert.c, `has_crlf_in_index`), which that command
 * doesn't read.
 *
 * @param path relative to the repository's top level, with `/`
 * @param blob what `git hash-object` says
 * @throws {InlineageError} `UNREADABLE_FILE`
 * @throws the signal's reason when aborted
 */
export async function addedBlobId(
  { topLevel, objectFormat, head }: Repository,
  path: string,
  blob: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const isConverted = blob !== (await rawBlobId(join(topLevel, path), objectFormat));
  if (!isConverted || head.kind !== "commit") return blob;
  const command = ["diff-index", "-p", "-U0", "--full-index", "--no-ext-diff", "--no-textconv"];
  const diff = await runGit([...command, head.commit, "--", path], { cwd: topLevel, signal });
  signal?.throwIfAborted();
  // Of a file that git is told not to look at, nothing.
  const text = diff.kind === "ok" ? diff.stdout.toString("latin1", 0, MAX_HEADERS) : "";
  const added = [...text.matchAll(INDEX_LINES)].at(-1)?.[1];
  // Of a file that the index lacks, git says that it is gone.
  return added === undefined || /^0+$/.test(added) ? blob : added;
}
