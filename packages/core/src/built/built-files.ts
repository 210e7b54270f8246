import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { InlineageError } from "../errors.js";

const BUILT_NAME = /\.[cm]?js$/;

/**
 * The JavaScript files of a build.
 *
 * @param path absolute, of a folder or of one file
 * @returns absolute paths, sorted; nothing below `node_modules`
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function builtFiles(path: string): Promise<string[]> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new InlineageError({
      code: "UNREADABLE_FILE",
      message: "there is no such file or folder to verify",
      remedy: "build first, then name the folder that the bundler wrote to.",
      location: { file: path },
      cause,
    });
  });
  return stats.isDirectory() ? (await filesBelow(path)).sort() : [path];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path);
    return BUILT_NAME.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}
