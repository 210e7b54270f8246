import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "./repository.js";

/** The file `git rev-parse --git-path shallow` names: one commit a line (gitrepository-layout(5)). */
export function readShallowCommits(commonDir: string): ReadonlySet<string> {
  return new Set(
    readText(join(commonDir, "shallow"))
      .split("\n")
      .filter((line) => line !== ""),
  );
}

/**
 * Whether a history is cut where it was when the repository was opened. A fetch may cut it anew at any time: what git
 * says after that, the commits known by then can't judge.
 */
export function isCutAsBefore({
  commonDir,
  shallowCommits,
}: Pick<Repository, "commonDir" | "shallowCommits">): boolean {
  const now = readShallowCommits(commonDir);
  return now.size === shallowCommits.size && [...now].every((commit) => shallowCommits.has(commit));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
