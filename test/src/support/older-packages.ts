import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a `node_modules` that has the packages of another one, but some in versions of their own.
 *
 * @param from the other `node_modules`
 * @param to the one that is made
 * @param folder where the versions are installed; must not exist
 * @param packages as npm installs them: `vite@7`
 */
export function linkWithOlder(
  from: string,
  to: string,
  folder: string,
  packages: readonly string[],
): void {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", "--no-audit", "--no-fund", "--silent", ...packages];
  execFileSync("npm", args, { cwd: folder, stdio: "inherit" });

  const installed = join(folder, "node_modules");
  const older = new Set([
    ...packages.map((name) => name.slice(0, name.lastIndexOf("@"))),
    ...namesIn(installed, ".bin"),
  ]);
  for (const name of packageNames(from)) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(join(older.has(name) ? installed : from, name), join(to, name), "junction");
  }
}

/** Packages, and the programs in `.bin`. */
function packageNames(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith("."));
  return [
    ...names.flatMap((name) => (name.startsWith("@") ? namesIn(folder, name) : [name])),
    ...namesIn(folder, ".bin"),
  ];
}

function namesIn(folder: string, subfolder: string): string[] {
  return readdirSync(join(folder, subfolder)).map((name) => join(subfolder, name));
}
