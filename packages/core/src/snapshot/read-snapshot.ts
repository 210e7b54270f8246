import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { rawBlobId } from "../git/blob-ids.js";
import { isBelow, slashedPath } from "../versions/source-trees.js";
import type { CommitVersion, UnprovenReason } from "../versions/version.js";
import { parseSnapshot, type SnapshotEntries, snapshotPath } from "./snapshot.js";

export type Snapshot =
  | { kind: "none" }
  /** There is a file, but what it holds is no snapshot. */
  | { kind: "damaged" }
  | { kind: "snapshot"; folder: string; entries: SnapshotEntries };

export type SnapshotAnswer =
  /** `path` is relative to the top level of the file's repository, with `/`. */
  | { kind: "proven"; version: CommitVersion; path: string }
  | { kind: "unproven"; reason: UnprovenReason }
  /** There is no snapshot of this file. */
  | { kind: "unknown" };

/**
 * The nearest snapshot file, from a folder upward.
 *
 * @param folder absolute path without symbolic links
 */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  for (let current = folder; ; current = dirname(current)) {
    const text = await readFile(snapshotPath(current), "utf8").catch(() => undefined);
    if (text !== undefined) {
      const entries = parseSnapshot(text);
      return entries ? { kind: "snapshot", folder: current, entries } : { kind: "damaged" };
    }
    if (dirname(current) === current) return { kind: "none" };
  }
}

/**
 * The third rung: what a snapshot proves of a file. It is believed for the very content it was made of.
 *
 * @param file absolute path, without symbolic links in its folder
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function snapshotAnswer(snapshot: Snapshot, file: string): Promise<SnapshotAnswer> {
  if (snapshot.kind === "none") return { kind: "unknown" };
  if (snapshot.kind === "damaged") return { kind: "unproven", reason: "snapshot-damaged" };
  const { folder, entries } = snapshot;
  const entry = isBelow(folder, file) ? entries.get(slashedPath(folder, file)) : undefined;
  if (!entry) return { kind: "unknown" };
  const disk = await rawBlobId(file, entry.blob.length === 64 ? "sha256" : "sha1");
  if (disk !== entry.blob && disk !== entry.disk) {
    return { kind: "unproven", reason: "snapshot-stale" };
  }
  const { commit, date, path } = entry;
  const version = { form: "commit", commit, commitDate: date, source: "snapshot" } as const;
  return { kind: "proven", version, path };
}
