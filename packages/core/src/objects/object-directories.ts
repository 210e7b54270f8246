import { readFileSync, realpathSync } from "node:fs";
import { resolve } from "node:path";

/** As git's own limit (object-file.c). */
const MAX_DEPTH = 5;

/**
 * The directories a repository may have its objects in: its own, and those it borrows from
 * (gitrepository-layout(5), "objects/info/alternates").
 *
 * @param own absolute path of its own
 * @returns absolute paths, its own first; not all need be there
 */
export function objectDirectories(own: string): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string, depth: number) => {
    // A relative line is meant from where the directory really is (object-file.c, `link_alt_odb_entry`).
    const directory = realPath(path);
    if (found.has(directory) || depth > MAX_DEPTH) return;
    found.add(directory);
    for (const line of readText(resolve(directory, "info/alternates")).split("\n")) {
      // A quoted path is one with a line break: seen nowhere, and its objects come out as missing.
      if (line !== "" && !line.startsWith("#")) visit(resolve(directory, line), depth + 1);
    }
  };
  visit(own, 0);
  return [...found];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
