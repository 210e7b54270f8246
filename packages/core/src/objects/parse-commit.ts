/** What a commit object says that a walk through history needs. */
export interface CommitHeader {
  tree: string;
  parents: readonly string[];
  /** Seconds since 1970 and offset, as the commit holds them; empty when it holds none. */
  committed: string;
}

/**
 * As git reads one (commit.c, `parse_commit_buffer`): the tree comes first, and of what follows only the lines right
 * after it name parents. Nothing but a line feed ends a line: a name may hold a carriage return.
 *
 * @returns `undefined` for a text that is no commit's
 */
export function parseCommit(content: Buffer): CommitHeader | undefined {
  const text = content.toString("latin1");
  const end = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, end === -1 ? undefined : end).split("\n");
  const tree = /^tree ([0-9a-f]+)$/.exec(first)?.[1];
  if (tree === undefined) return undefined;
  const parents: string[] = [];
  for (const line of lines) {
    if (!line.startsWith("parent ")) break;
    const id = /^parent ([0-9a-f]+)$/.exec(line)?.[1];
    if (id === undefined) return undefined;
    parents.push(id);
  }
  const committer = lines.find((line) => line.startsWith("committer ")) ?? "";
  const committed = /> (\d+ [+-]\d{4})$/.exec(committer)?.[1] ?? "";
  return { tree, parents, committed };
}
