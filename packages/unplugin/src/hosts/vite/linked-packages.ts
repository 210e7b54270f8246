import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ID } from "@inlineage/core";
import { ancestorsOf } from "../../ancestors.js";

const DEPENDENCY_FIELDS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
] as const;

type Package = Partial<Record<(typeof DEPENDENCY_FIELDS)[number], Record<string, string>>>;

/**
 * The folders of the packages that a project depends on and that are sources of its own: `node_modules` only links
 * to them, as for workspaces.
 *
 * @param directory absolute real path of a folder in the project
 * @returns absolute real paths; of what the linked packages link to as well
 */
export function linkedPackages(directory: string): string[] {
  const linked = new Set<string>();
  const pending = [directory];
  for (let from = pending.pop(); from !== undefined; from = pending.pop()) {
    for (const name of dependenciesOf(from)) {
      const folder = installedFolder(name, from);
      if (folder === undefined || PACKAGE_ID.test(folder) || linked.has(folder)) continue;
      linked.add(folder);
      pending.push(folder);
    }
  }
  return [...linked];
}

/** What the nearest package.json names. */
function dependenciesOf(directory: string): string[] {
  const file = ancestorsOf(directory)
    .map((ancestor) => join(ancestor, "package.json"))
    .find((path) => existsSync(path));
  const manifest = file === undefined ? {} : readPackage(file);
  return DEPENDENCY_FIELDS.flatMap((field) => Object.keys(manifest[field] ?? {}));
}

/** One that can't be read is the bundler's to complain about. */
function readPackage(file: string): Package {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Package;
  } catch {
    return {};
  }
}

function installedFolder(name: string, from: string): string | undefined {
  const folder = ancestorsOf(from)
    .map((ancestor) => join(ancestor, "node_modules", name))
    .find((path) => existsSync(path));
  return folder === undefined ? undefined : realpathSync.native(folder);
}
