import { realpathSync } from "node:fs";

/**
 * A directory without symbolic links in its path, or the path itself where there is none. Not through the thread pool:
 * where a bundler keeps every thread busy, waiting for one takes longer.
 *
 * @param directory absolute path
 */
export function realDirectory(directory: string): string {
  try {
    return realpathSync.native(directory);
  } catch {
    return directory;
  }
}
