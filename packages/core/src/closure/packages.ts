import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { packageFolderOf } from "../package-folder.js";

/** A third-party package as it was really resolved. */
export interface ResolvedPackage {
  name: string;
  version: string;
  /** Absolute path of its package.json. */
  file: string;
}

export interface PackageLookup {
  /** The package that a file below a `node_modules` folder belongs to. */
  ofFile(file: string): ResolvedPackage | undefined;
  /** The package that a bundler left outside: the one Node would take from the importing file. */
  ofSpecifier(specifier: string, importer: string): ResolvedPackage | undefined;
}

const SPECIFIER = /^(?:@[^/:]+\/)?[^./@:\0\\][^/:\0]*/;

export function createPackageLookup(): PackageLookup {
  const known = new Map<string, ResolvedPackage | undefined>();

  function inFolder(folder: string): ResolvedPackage | undefined {
    if (!known.has(folder)) known.set(folder, readPackage(join(folder, "package.json")));
    return known.get(folder);
  }

  return {
    ofFile(file) {
      const folder = packageFolderOf(file);
      return folder === undefined ? undefined : inFolder(folder);
    },
    ofSpecifier(specifier, importer) {
      const [name] = isBuiltin(specifier) ? [] : (SPECIFIER.exec(specifier) ?? []);
      if (name === undefined) return undefined;
      for (let folder = dirname(importer); ; folder = dirname(folder)) {
        const found = inFolder(join(folder, "node_modules", name));
        if (found || dirname(folder) === folder) return found;
      }
    },
  };
}

function readPackage(file: string): ResolvedPackage | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    if (typeof name !== "string" || typeof version !== "string") return undefined;
    return { name, version, file };
  } catch {
    return undefined;
  }
}

/** Each package once, sorted by name and version. */
export function distinctPackages(packages: Iterable<ResolvedPackage>): ResolvedPackage[] {
  const byKey = new Map([...packages].map((found) => [`${found.name}@${found.version}`, found]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}
