import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const NODE_MODULES = resolve(import.meta.dirname, "../../../node_modules");

/**
 * One folder for everything a test run writes, removed when the run ends.
 *
 * Projects made in `projects/` resolve packages as if they were installed there. `empty/` has nothing above it:
 * no packages, no repository, no sources.
 */
export default function setup(): () => Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "inlineage-test-")));
  for (const folder of ["projects", "empty", "home"]) mkdirSync(join(root, folder));
  const older = process.env.INLINEAGE_OLDER;
  if (older) linkWithOlder(join(root, "projects"), join(root, "older"), older.split(" "));
  else symlinkSync(NODE_MODULES, join(root, "projects", "node_modules"), "junction");
  process.env.INLINEAGE_TEST_ROOT = root;
  // Installed frameworks take half a minute to remove, in which Vitest has to hear of its workers' end.
  return () => rm(root, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Packages as in this repository, but for some of another version.
 *
 * @param packages as npm installs them: `vite@7`
 */
function linkWithOlder(projects: string, folder: string, packages: readonly string[]): void {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", "--no-audit", "--no-fund", "--silent", ...packages];
  execFileSync("npm", args, { cwd: folder, stdio: "inherit" });
  const names = packages.map((name) => name.slice(0, name.lastIndexOf("@")));
  const installed = join(folder, "node_modules");
  const programs = new Set(readdirSync(join(installed, ".bin")));
  const linked = join(projects, "node_modules");
  const entriesIn = (folder: string) =>
    readdirSync(join(NODE_MODULES, folder)).map((name) => join(folder, name));
  for (const name of [...entriesIn("."), ...entriesIn(".bin")].flatMap((name) =>
    name.startsWith("@")
      ? entriesIn(name)
      : name.startsWith(".") && !name.startsWith(".bin/")
        ? []
        : [name],
  )) {
    const isOlder =
      names.includes(name) || (dirname(name) === ".bin" && programs.has(basename(name)));
    const target = join(isOlder ? installed : NODE_MODULES, name);
    mkdirSync(dirname(join(linked, name)), { recursive: true });
    symlinkSync(target, join(linked, name), "junction");
  }
}
