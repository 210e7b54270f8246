import { realpath } from "node:fs/promises";
import { findCandidateFiles } from "./candidates.js";
import { ignoredFiles } from "./git/ignored-files.js";

/**
 * The files below a folder that may hold marks and that somebody wrote: not what git is told to ignore.
 *
 * @param folder absolute path
 * @param mayHoldMarks see `Build.mayHoldMarks`
 * @returns absolute real paths, sorted
 */
export async function markedSourceFiles(
  folder: string,
  mayHoldMarks: (text: string) => boolean,
): Promise<string[]> {
  const real = await realpath(folder).catch(() => folder);
  const candidates = await findCandidateFiles(real, mayHoldMarks);
  const generated = await ignoredFiles(real, candidates);
  return candidates.filter((file) => !generated.has(file));
}
