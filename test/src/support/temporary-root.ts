import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * One folder for everything a test run writes, removed when the run ends.
 *
 * Projects made in `projects/` resolve packages as if they were installed there. `empty/` has nothing above it:
 * no packages, no repository, no sources.
 */
export default function setup(): () => Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-test-")));
  for (const folder of ["projects", "empty", "home"]) mkdirSync(join(root, folder));
  symlinkSync(
    resolve(import.meta.dirname, "../../../node_modules"),
    join(root, "projects", "node_modules"),
    "junction",
  );
  process.env.INLINEAGE_TEST_ROOT = root;
  // Installed frameworks take half a minute to remove, in which Vitest has to hear of its workers' end.
  return () => rm(root, { recursive: true, force: true, maxRetries: 3 });
}
