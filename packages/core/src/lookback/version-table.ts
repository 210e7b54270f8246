import { parseVersion } from "../versions/parse-version.js";

/** Names and versions without anything that tells of an inference. */
export interface VersionTable {
  /** Names to versions and values, as they were written. */
  values: ReadonlyMap<string, unknown>;
  /** What the code behind a name means, see `fingerprintOf`; known of a manifest alone. */
  fingerprints: ReadonlyMap<string, string>;
  /** The files of closures and of what is tracked without code, relative to the repository's top level; known of a manifest alone. */
  closures: ReadonlyMap<string, readonly string[]>;
}

/**
 * Names to versions alone, as `virtual:versions` exports them and `inlineage scan` prints them, or to entries of a
 * manifest.
 *
 * @param bytes of a JSON text
 * @returns `undefined` for anything else
 */
export function versionTable(bytes: Uint8Array): VersionTable | undefined {
  let table: unknown;
  try {
    table = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  const values = new Map<string, unknown>();
  const fingerprints = new Map<string, string>();
  const closures = new Map<string, readonly string[]>();
  for (const [name, entry] of isObject(table) ? Object.entries(table) : []) {
    if (!isObject(entry) || !("version" in entry)) {
      values.set(name, entry);
      continue;
    }
    values.set(name, entry.version);
    if ("fingerprint" in entry && typeof entry.fingerprint === "string") {
      fingerprints.set(name, entry.fingerprint);
    }
    const files = filesOf(new Map(Object.entries(entry)));
    if (files) closures.set(name, files);
  }
  const isTable = [...values.values()].some((version) => parseVersion(version));
  return isTable ? { values, fingerprints, closures } : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The files whose last change a manifest entry's version is, where it isn't that of one definition's file. */
export function filesOf(entry: ReadonlyMap<string, unknown>): readonly string[] | undefined {
  const [kind, file, files] = ["kind", "file", "files"].map((key) => entry.get(key));
  if (kind === "files" && typeof file === "string") return [file];
  return isListOfTexts(files) ? files : undefined;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
