import { walkHistory } from "../git/history/walk-history.js";
import { createDefinitionReader } from "./definitions-in.js";
import type { Lookback } from "./open-lookback.js";
import { isFileVersion, type Place } from "./places.js";
import { type TraceProblem, traceProblem } from "./trace-problem.js";
import type { TracedVersion } from "./trace-versions.js";
import { isInPart } from "./tracked-part.js";

/** What git says of a constant in a built file. */
export type Verdict =
  /** The commit is the last one that changed the file which defines the name, or any file of its closure. */
  | "current"
  /** It was, until a later commit of the same history changed the file. */
  | "earlier"
  /** It was, but a later commit changed the file before the commit that was to be verified at. */
  | "superseded"
  /** No commit was proven when the build ran, but the history holds that very content of the name's file. */
  | "content"
  /** The version of a closure whose files aren't known: a commit of the history in whose tree the name is defined. */
  | "closure"
  /** The version of a package, of which git knows nothing. */
  | "package"
  /** Not a version at all. */
  | "malformed"
  /** The commit did not change the file that defines the name. */
  | "not-its-commit"
  /** Nothing of that name is marked in the commit's tree. */
  | "no-definition"
  | TraceProblem;

export interface Judgement {
  verdict: Verdict;
  /** Where git has it, relative to the top level. */
  source: string | null;
}

type Judge = (name: string, version: unknown, traced: TracedVersion | undefined) => Judgement;

const PACKAGE_NAME = /^npm:/;

/** The files of a name's closure in the build of a version, where they are known. */
export type Closures = (name: string, version: unknown) => readonly string[] | undefined;

/**
 * @param tables everything that is to be judged
 * @param exact whether HEAD is known to be what was built, so that earlier versions are wrong
 */
export async function createVerdicts(
  lookback: Lookback,
  tables: readonly ReadonlyMap<string, TracedVersion>[],
  { exact, closures }: { exact: boolean; closures: Closures },
): Promise<Judge> {
  const entries = tables.flatMap((table) => [...table]);
  const sets = entries.flatMap(([name, traced]) =>
    setsBehind(traced, closures(name, traced.version)),
  );
  const last = await lastCommitsOfSets(lookback, sets);
  const defining = await definedContents(lookback, tables);
  return (name, version, traced) => {
    if (!traced) {
      const isPackage = PACKAGE_NAME.test(name) && typeof version === "string";
      return { verdict: isPackage ? "package" : "malformed", source: null };
    }
    const { parsed, places, content } = traced;
    const place = filePlaces(traced)[0] ?? (places.kind === "found" ? places.places[0] : undefined);
    const closure = closures(name, version);
    const brought = content?.kind === "committed" ? content.path : undefined;
    const source = place?.file ?? traced.part ?? closure?.[0] ?? brought ?? null;
    const problem = traceProblem(traced);
    if (problem) return { verdict: problem, source };
    const isPlaced = closure !== undefined || traced.part !== undefined;
    if (!place && !isPlaced) return { verdict: "no-definition", source };
    const behind = setsBehind(traced, closure);
    if (parsed.form !== "commit") {
      const isThere =
        brought !== undefined && behind.flat().some((path) => isInPart(path, brought));
      const isDefined = isPlaced ? isThere : defining.has(traced) || place?.scope === "closure";
      return { verdict: isDefined ? "content" : "no-definition", source };
    }
    if (place?.scope === "closure" && !isPlaced) return { verdict: "closure", source };
    const { commit } = traced;
    const touched = commit?.kind === "known" ? [...commit.touched.keys()] : [];
    const isBehind = (path: string) => touched.some((file) => isInPart(path, file));
    if (!behind.flat().some(isBehind)) return { verdict: "not-its-commit", source };
    const isLast = behind.some((files) => last.get(keyOf(files)) === parsed.commit);
    return { verdict: isLast ? "current" : exact ? "superseded" : "earlier", source };
  };
}

/** The files, or sets of files, of which a version may be the last commit: several where several define the name. */
function setsBehind(
  traced: TracedVersion,
  closure: readonly string[] | undefined,
): (readonly string[])[] {
  if (closure) return [closure];
  return traced.part === undefined ? filePlaces(traced).map(({ file }) => [file]) : [[traced.part]];
}

function filePlaces({ places }: TracedVersion): Place[] {
  return places.kind === "found" ? places.places.filter(isFileVersion) : [];
}

async function lastCommitsOfSets(
  { repository, signal }: Lookback,
  sets: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, string>> {
  const { head } = repository;
  if (head.kind !== "commit" || sets.length === 0) return new Map();
  const unique = [...new Map(sets.map((set) => [keyOf(set), set])).values()];
  const found = await walkHistory(repository, head.commit, unique, { signal });
  return new Map(
    unique.flatMap((set, index) => {
      const answer = found[index];
      return answer?.kind === "commit" ? [[keyOf(set), answer.commit] as const] : [];
    }),
  );
}

function keyOf(files: readonly string[]): string {
  return files.join("\0");
}

/** Those of the versions that stand for a content in which their name is marked. */
async function definedContents(
  lookback: Lookback,
  tables: readonly ReadonlyMap<string, TracedVersion>[],
): Promise<ReadonlySet<TracedVersion>> {
  const definitionsIn = createDefinitionReader(lookback);
  const defined = new Set<TracedVersion>();
  for (const [name, traced] of tables.flatMap((table) => [...table])) {
    const { content } = traced;
    if (content?.kind !== "committed") continue;
    const definitions = await definitionsIn(content.path, content.blob);
    if (definitions === "unreadable") continue;
    if (definitions.some((definition) => definition.name === name)) defined.add(traced);
  }
  return defined;
}
