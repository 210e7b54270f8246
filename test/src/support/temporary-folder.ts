import { mkdtempSync } from "node:fs";
import { join } from "node:path";

/** A new folder in which `@inlineage/runtime`, `unplugin-inlineage` and the bundlers resolve as if installed. */
export function projectFolder(name = "project"): string {
  return mkdtempSync(join(testRoot(), "projects", `${name}-`));
}

/** A new folder with no repository, no packages and no sources in it or above it. */
export function emptyFolder(name = "empty"): string {
  return mkdtempSync(join(testRoot(), "empty", `${name}-`));
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
