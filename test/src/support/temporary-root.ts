import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * One folder for everything a test run writes, removed when the run ends.
 *
 * Projects made in `projects/` resolve packages as if they were installed there. `empty/` has nothing above it:
 * no packages, no repository, no sources.
 */
export default function setup(): () => void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-test-")));
  for (const folder of ["projects", "empty", "home"]) mkdirSync(join(root, folder));
  symlinkSync(
    resolve(import.meta.dirname, "../../../node_modules"),
    join(root, "projects", "node_modules"),
    "junction",
  );
  process.env.INLINEAGE_TEST_ROOT = root;
  return () => rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}
