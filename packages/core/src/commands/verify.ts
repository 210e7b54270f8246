import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { builtFiles } from "../built/built-files.js";
import { type BuiltTable, constantsIn } from "../built/constants-in.js";
import { InlineageError } from "../errors.js";
import { type LookbackOptions, lookBack } from "../lookback/open-lookback.js";
import { traceVersions } from "../lookback/trace-versions.js";
import { type Closures, createVerdicts, type Verdict } from "../lookback/verdict.js";
import { filesOf } from "../lookback/version-table.js";
import { slashedPath } from "../versions/source-trees.js";

export interface VerifiedConstant {
  name: string;
  /** What the built files hold for it; `undefined` where that is no constant. */
  version: unknown;
  verdict: Verdict;
  /** Where git has it, relative to the repository's top level. */
  source: string | null;
  /** The built files that hold it, relative to what was verified. */
  builtFiles: readonly string[];
}

export interface Verification {
  constants: readonly VerifiedConstant[];
  /** How many built files hold constants. */
  files: number;
  /** Whether the clone is shallow, so that git may confirm more in a whole one. */
  shallow: boolean;
}

/** Verdicts that leave nothing to complain about. */
const GOOD: ReadonlySet<Verdict> = new Set(["current", "earlier", "content", "closure", "package"]);

export function isConfirmed({ verdict }: VerifiedConstant): boolean {
  return GOOD.has(verdict);
}

/**
 * `inlineage verify`: whether git confirms the constants in built files.
 *
 * @param built absolute path of a file or a folder
 * @param folder absolute path of a folder in the repository that was built from
 * @param options with `at`, every commit has to be the last one at that commit
 * @throws {InlineageError} `NO_VERSIONS` where no built file holds constants, and where the repository can't be asked
 */
export async function verifyBuild(
  built: string,
  folder: string,
  options: LookbackOptions,
): Promise<Verification> {
  options.progress?.("reading built files");
  const found = await readBuilt(built);
  if (found.length === 0) throw withoutConstants(built);
  return lookBack(folder, options, async (lookback) => {
    const tables = found.map(({ table }) => versionsOf(table));
    const traced = await traceVersions(lookback, tables);
    const verdictOf = await createVerdicts(lookback, traced, {
      exact: options.at !== undefined,
      closures: closuresIn(found),
    });
    const constants = new Map<string, VerifiedConstant>();
    tables.forEach((table, index) => {
      for (const [name, version] of table) {
        const key = JSON.stringify([name, version]);
        const file = found[index]?.file as string;
        const known = constants.get(key);
        const names = new Set(known?.builtFiles).add(file);
        const { verdict, source } = known ?? verdictOf(name, version, traced[index]?.get(name));
        constants.set(key, { ...{ name, version, verdict, source }, builtFiles: [...names] });
      }
    });
    const sorted = [...constants.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      constants: sorted,
      files: new Set(found.map(({ file }) => file)).size,
      shallow: lookback.repository.shallowCommits.size > 0,
    };
  });
}

interface BuiltFileTable {
  /** Relative to what was verified, with `/`; the file's own name when that is a file. */
  file: string;
  table: BuiltTable;
}

async function readBuilt(built: string): Promise<BuiltFileTable[]> {
  const found: BuiltFileTable[] = [];
  for (const path of await builtFiles(built)) {
    const file = slashedPath(path === built ? dirname(built) : built, path);
    for (const table of constantsIn(await readFile(path, "utf8"), path))
      found.push({ file, table });
  }
  return found;
}

/** The versions that a table holds, be it the manifest. */
function versionsOf({ form, constants }: BuiltTable): ReadonlyMap<string, unknown> {
  if (form === "versions") return constants;
  return new Map(
    [...constants].map(([name, entry]) => [
      name,
      entry instanceof Map ? (entry as ReadonlyMap<string, unknown>).get("version") : undefined,
    ]),
  );
}

/** The files of closures, by the name and the version that they stand for. */
function closuresIn(found: readonly BuiltFileTable[]): Closures {
  const closures = new Map<string, readonly string[]>();
  for (const { table } of found) {
    if (table.form !== "manifest") continue;
    for (const [name, entry] of table.constants) {
      const fields = entry instanceof Map ? (entry as ReadonlyMap<string, unknown>) : new Map();
      const files = filesOf(fields);
      if (files) closures.set(JSON.stringify([name, fields.get("version")]), files);
    }
  }
  return (name, version) => closures.get(JSON.stringify([name, version]));
}

function withoutConstants(built: string): InlineageError {
  return new InlineageError({
    code: "NO_VERSIONS",
    message: "no built file here holds versions",
    remedy:
      "build with the plugin, import virtual:versions, and name the folder that the bundler wrote to.",
    location: { file: built },
  });
}
