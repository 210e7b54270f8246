import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { linkWithOlder } from "./older-packages.js";

const NODE_MODULES = resolve(import.meta.dirname, "../../../node_modules");

/**
 * One folder for everything a test run writes, removed when the run ends.
 *
 * Projects made in `projects/` resolve packages as if they were installed there. `empty/` has nothing above it:
 * no packages, no repository, no sources.
 *
 * `INLINEAGE_OLDER` names packages of which the projects get other versions than this repository has: `vite@7 rollup@4.0.0`.
 */
export default function setup(): () => Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-test-")));
  for (const folder of ["projects", "empty", "home"]) mkdirSync(join(root, folder));
  const linked = join(root, "projects", "node_modules");
  const older = process.env.INLINEAGE_OLDER;
  if (older) linkWithOlder(NODE_MODULES, linked, join(root, "older"), older.split(" "));
  else symlinkSync(NODE_MODULES, linked, "junction");
  process.env.INLINEAGE_TEST_ROOT = root;
  // Installed frameworks take half a minute to remove, in which Vitest has to hear of its workers' end.
  return () => rm(root, { recursive: true, force: true, maxRetries: 3 });
}
