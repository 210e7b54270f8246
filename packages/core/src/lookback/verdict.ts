import { type LastCommit, lastCommits } from "../git/last-commits.js";
import { createDefinitionReader } from "./definitions-in.js";
import type { Lookback } from "./open-lookback.js";
import { isFileVersion, type Place } from "./places.js";
import { type TraceProblem, traceProblem } from "./trace-problem.js";
import type { TracedVersion } from "./trace-versions.js";

/** What git says of a constant in a built file. */
export type Verdict =
  /** The commit is the last one that changed the file which defines the name. */
  | "current"
  /** It was, until a later commit of the same history changed the file. */
  | "earlier"
  /** It was, but a later commit changed the file before the commit that was to be verified at. */
  | "superseded"
  /** No commit was proven when the build ran, but the history holds that very content of the name's file. */
  | "content"
  /** The version of a closure: a commit of the history in whose tree the name is defined. */
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

/**
 * @param tables everything that is to be judged
 * @param exact whether HEAD is known to be what was built, so that earlier versions are wrong
 */
export async function createVerdicts(
  lookback: Lookback,
  tables: readonly ReadonlyMap<string, TracedVersion>[],
  exact: boolean,
): Promise<Judge> {
  const all = tables.flatMap((table) => [...table.values()]);
  const last = await lastCommitsOf(
    lookback,
    all.flatMap(filePlaces).map(({ file }) => file),
  );
  const defining = await definedContents(lookback, tables);
  return (name, version, traced) => {
    if (!traced) {
      const isPackage = PACKAGE_NAME.test(name) && typeof version === "string";
      return { verdict: isPackage ? "package" : "malformed", source: null };
    }
    const { parsed, places, content } = traced;
    const place = filePlaces(traced)[0] ?? (places.kind === "found" ? places.places[0] : undefined);
    const source = place?.file ?? (content?.kind === "committed" ? content.path : null);
    const problem = traceProblem(traced);
    if (problem) return { verdict: problem, source };
    if (places.kind !== "found" || !place) return { verdict: "no-definition", source };
    if (parsed.form !== "commit") {
      const isDefined = defining.has(traced) || place.scope === "closure";
      return { verdict: isDefined ? "content" : "no-definition", source };
    }
    if (place.scope === "closure") return { verdict: "closure", source };
    if (!isFileVersion(place)) return { verdict: "not-its-commit", source };
    const isLast = filePlaces(traced).some(({ file }) => last.get(file) === parsed.commit);
    return { verdict: isLast ? "current" : exact ? "superseded" : "earlier", source };
  };
}

function filePlaces({ places }: TracedVersion): Place[] {
  return places.kind === "found" ? places.places.filter(isFileVersion) : [];
}

async function lastCommitsOf(
  { repository, signal }: Lookback,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await lastCommits(repository, [...new Set(files)], { signal });
  const isCommit = (
    entry: [string, LastCommit],
  ): entry is [string, LastCommit & { kind: "commit" }] => entry[1].kind === "commit";
  return new Map([...found].filter(isCommit).map(([file, { commit }]) => [file, commit]));
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
