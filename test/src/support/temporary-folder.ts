import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";

/** A new folder in which `@inlineage/runtime`, `unplugin-inlineage` and the bundlers resolve as if installed. */
export function projectFolder(name = "project"): string {
  return mkdtempSync(join(testRoot(), "projects", `${name}-`));
}

/** The packages that projects resolve, with their programs in `.bin`. */
export function projectPackages(): string {
  return join(testRoot(), "projects", "node_modules");
}

/** A new folder with no repository, no packages and no sources in it or above it. */
export function emptyFolder(name = "empty"): string {
  return mkdtempSync(join(testRoot(), "empty", `${name}-`));
}

/** A folder that all test files of a run share. @returns whether it is new, and its path */
export function sharedFolder(name: string): [isNew: boolean, path: string] {
  const folder = join(testRoot(), name);
  try {
    mkdirSync(folder);
    return [true, folder];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return [false, folder];
  }
}

/** A home directory without any configuration. */
export function emptyHome(): string {
  return join(testRoot(), "home");
}

function testRoot(): string {
  const root = process.env.INLINEAGE_TEST_ROOT;
  if (!root)
    throw new Error("the test run has no temporary root: run it with the root vitest.config.ts");
  return root;
}
