/** What a commit object says that a walk through history needs. */
export interface CommitHeader {
  tree: string;
  parents: readonly string[];
  /** Seconds since 1970 and offset, as the commit holds them; empty when it holds none. */
  committed: string;
}

/** @returns `undefined` for a text that is no commit's */
export function parseCommit(content: Buffer): CommitHeader | undefined {
  const text = content.toString("latin1");
  const header = text.slice(0, text.indexOf("\n\n") + 1 || undefined);
  const tree = /^tree ([0-9a-f]+)$/m.exec(header)?.[1];
  if (tree === undefined) return undefined;
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id]) => id as string);
  const committed = /^committer .*> (\d+ [+-]\d{4})$/m.exec(header)?.[1] ?? "";
  return { tree, parents, committed };
}
