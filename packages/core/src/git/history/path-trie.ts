/** Paths by their parts, to look at many of them in one descent through directories. */
export interface PathTrie {
  /** The path that ends here. What lies below a path is part of it, as with git's pathspecs. */
  path?: string;
  children: Map<string, PathTrie>;
}

export function pathTrie(paths: Iterable<string>): PathTrie {
  const root: PathTrie = { children: new Map() };
  for (const path of paths) {
    let node = root;
    for (const part of path.split("/")) {
      let child = node.children.get(part);
      if (!child) {
        child = { children: new Map() };
        node.children.set(part, child);
      }
      node = child;
    }
    node.path = path;
  }
  return root;
}

/** The deepest directory that holds all the paths, with `/` between its parts; empty for the top. */
export function commonDirectory(paths: Iterable<string>): string {
  let common: string[] | undefined;
  for (const path of paths) {
    const directory = path.split("/").slice(0, -1);
    const previous: string[] = common ?? directory;
    const end = previous.findIndex((part, index) => part !== directory[index]);
    common = end < 0 ? previous : previous.slice(0, end);
    if (common.length === 0) break;
  }
  return common?.join("/") ?? "";
}
