import type { Repository } from "./repository.js";
import { runGit } from "./run-git.js";

/** What a file on this disk can tell of what git would store: git-config(1), "core". */
export interface DiskSettings {
  /** Whether a file's mode means anything (core.fileMode). */
  trustsModes: boolean;
  /** Whether a checkout makes symbolic links, and no files that hold where they lead (core.symlinks). */
  makesLinks: boolean;
}

/** @throws the signal's reason when aborted */
export async function readDiskSettings(
  { topLevel }: Pick<Repository, "topLevel">,
  signal: AbortSignal | undefined,
): Promise<DiskSettings> {
  const command = ["config", "--type=bool", "-z", "--get-regexp", "^core\\.(filemode|symlinks)$"];
  const result = await runGit(command, { cwd: topLevel, signal });
  signal?.throwIfAborted();
  // `NAME<line end>VALUE`, the last of a name counts. Where nothing is set git exits with 1.
  const records = result.kind === "ok" ? result.stdout.toString().split("\0") : [];
  const settings = new Map(records.map((record) => record.split("\n") as [string, string]));
  return {
    trustsModes: process.platform !== "win32" && settings.get("core.filemode") !== "false",
    makesLinks: settings.get("core.symlinks") !== "false",
  };
}
