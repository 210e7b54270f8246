import { realpathSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { fileOf, PACKAGE_ID } from "../candidate-id.js";
import type { ModuleGraph } from "../graph.js";
import { createPackageLookup, distinctPackages, type ResolvedPackage } from "./packages.js";

/** What a module reaches in a bundle, itself included. */
export interface Closure {
  /** Absolute real paths of first-party files, sorted. */
  files: readonly string[];
  /** Third-party packages in the versions that were resolved, sorted; several versions of one are several. */
  packages: readonly ResolvedPackage[];
}

/** What one id stands for. */
type Place =
  | { kind: "file"; file: string }
  | { kind: "package"; found: ResolvedPackage | undefined }
  /** Made up by a bundler or a plugin; what it imports counts all the same. */
  | { kind: "virtual" };

/**
 * The import closures of one bundle: through static and dynamic imports and re-exports, into linked workspace
 * packages, JSON, text and style sheets, through packages as well, and in circles once.
 */
export function createClosures(graph: ModuleGraph): (ids: Iterable<string>) => Closure {
  const modules = new Set(graph.ids);
  const packages = createPackageLookup();
  const places = new Map<string, Place>();

  function placeOf(id: string): Place {
    const known = places.get(id) ?? findPlace(id);
    places.set(id, known);
    return known;
  }

  function findPlace(id: string): Place {
    const file = realFile(id);
    if (file === undefined) return { kind: "virtual" };
    if (!PACKAGE_ID.test(file)) return { kind: "file", file };
    return { kind: "package", found: packages.ofFile(file) };
  }

  return (ids) => {
    const seen = new Set(ids);
    const files = new Set<string>();
    const found = new Set<ResolvedPackage>();
    // A set goes on to what is added to it meanwhile.
    for (const id of seen) {
      const place = placeOf(id);
      if (place.kind === "file") files.add(place.file);
      if (place.kind === "package" && place.found) found.add(place.found);
      for (const imported of graph.importsOf(id)) {
        if (modules.has(imported)) seen.add(imported);
        // Some bundlers list what they leave outside among their modules.
        if (place.kind === "file" && placeOf(imported).kind === "virtual") {
          const outside = packages.ofSpecifier(imported, place.file);
          if (outside) found.add(outside);
        }
      }
    }
    return { files: [...files].sort(), packages: distinctPackages(found) };
  };
}

/** @returns `undefined` for an id that names no file */
function realFile(id: string): string | undefined {
  const file = fileOf(id);
  if (!isAbsolute(file) || id.includes("\0")) return undefined;
  try {
    const real = realpathSync.native(file);
    return statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
