/** What a commit did, as `--raw -z --no-abbrev` prints it. */
export interface RawDiff {
  commit: string;
  /** Path to the blob the commit left there; `undefined` where it left none. */
  changed: Map<string, string | undefined>;
}

/**
 * Reads what `git diff-tree --stdin` and `git log --format=%H` print with `-r -z --raw --no-abbrev`. A merge's records
 * (`-c`) begin with a colon for each parent and have a mode and an id for each (git-diff-tree(1), "Diff format for
 * merges").
 */
export function parseRawDiffs(output: Buffer): RawDiff[] {
  const diffs: RawDiff[] = [];
  const parts = output.toString().split("\0");
  for (let index = 0; index < parts.length; index++) {
    const part = (parts[index] as string).replace(/^\n/, "");
    if (part === "") continue;
    if (!part.startsWith(":")) {
      diffs.push({ commit: part, changed: new Map() });
      continue;
    }
    const blob = part.split(" ").at(-2) as string;
    const path = parts[++index] as string;
    diffs.at(-1)?.changed.set(path, /^0+$/.test(blob) ? undefined : blob);
  }
  return diffs;
}
