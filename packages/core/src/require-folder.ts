import { stat } from "node:fs/promises";
import { InlineageError } from "./errors.js";

/**
 * Sees to it that a command is given a folder.
 *
 * @param doing what the command would do there, to follow "there is no such folder to"
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function requireFolder(folder: string, doing: string, remedy: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats?.isDirectory()) return;
  throw new InlineageError({
    code: "UNREADABLE_FILE",
    message: `there is no such folder to ${doing}`,
    remedy,
    location: { file: folder },
  });
}
