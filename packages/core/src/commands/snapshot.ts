import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { InlineageError } from "../errors.js";
import { requireFolder } from "../require-folder.js";
import { createSnapshot } from "../snapshot/create-snapshot.js";
import { snapshotPath, snapshotText } from "../snapshot/snapshot.js";

export interface WrittenSnapshot {
  /** Absolute path of the file. */
  file: string;
  /** How many files it proves. */
  proven: number;
  /** Committed files it says nothing of, relative to the folder, with `/`: their history is not in this clone. */
  unproven: readonly string[];
}

/**
 * `inlineage snapshot`: records the last commit of every committed file below a folder in that folder's snapshot
 * file, where a build without the repository finds it.
 *
 * @param folder absolute path
 * @throws {InlineageError} `GIT_FAILED` where git can't tell, `UNREADABLE_FILE` where there is no such folder or the
 *   file can't be written
 * @throws the signal's reason when aborted
 */
export async function writeSnapshot(
  folder: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<WrittenSnapshot> {
  await requireFolder(
    folder,
    "make a snapshot of",
    "name a folder in the repository, or run inlineage snapshot in it without naming one.",
  );
  const { entries, unproven } = await createSnapshot(folder, { signal });
  const file = snapshotPath(folder);
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await writeFile(draft, snapshotText(entries));
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new InlineageError({
      code: "UNREADABLE_FILE",
      message: "the snapshot can't be written",
      remedy: `make ${folder} writable for the user who runs inlineage snapshot.`,
      location: { file },
      cause,
    });
  }
  return { file, proven: entries.size, unproven };
}
