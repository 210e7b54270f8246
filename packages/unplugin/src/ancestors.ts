import { dirname, sep } from "node:path";

/** The directory itself first, the file system's root last. */
export function ancestorsOf(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestorsOf(parent)];
}

/** Whether a path is a directory or below it. Both absolute. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}${sep}`);
}
