import { isDeepStrictEqual } from "node:util";
import { commitsBetween } from "../git/commits-between.js";
import { concurrently } from "../git/concurrently.js";
import { type CommitFacts, commitsReachableFrom } from "../git/read-commits.js";
import { type Meaning, meaningBetween } from "../lookback/meaning-between.js";
import { type Lookback, type LookbackOptions, lookBack } from "../lookback/open-lookback.js";
import { isFileVersion, type Place } from "../lookback/places.js";
import { type TraceProblem, tellingCommit, traceProblem } from "../lookback/trace-problem.js";
import { type TracedVersion, traceVersions, type Versions } from "../lookback/trace-versions.js";
import type { VersionTable } from "../lookback/version-table.js";

/** What became of a name from one inference to another. */
export type Change =
  | "unchanged"
  /** Another version of the code. */
  | "changed"
  /** Another version, of the same meaning: formatting, comments, types. */
  | "formatting"
  /** Another version with the same content: changed, and changed back. */
  | "restored"
  /** Another value, or a version where there was a value. */
  | "value"
  | "added"
  | "removed";

export interface DiffEntry {
  name: string;
  change: Change;
  /** Absent where the name was added. */
  from?: unknown;
  /** Absent where the name was removed. */
  to?: unknown;
  /** The file that defines the name, where one is known, relative to the repository's top level. */
  file: string | null;
  /** The commits that the second has and the first has not, newest first. */
  commits: readonly CommitFacts[];
  /** The commits that the first has and the second has not, newest first. */
  undone: readonly CommitFacts[];
  /** Whether these are all the commits that changed it: what a closure depends on is known of its last commit alone. */
  complete: boolean;
  /** What keeps the first or the second from being traced. */
  problems: readonly TraceProblem[];
}

/** One of the two that are compared. Of closures a manifest tells what git can't. */
export type DiffSide = Pick<VersionTable, "values"> & Partial<VersionTable>;

const PROCESSES = 2;

/**
 * `inlineage diff`: what changed between two inferences, commit by commit. Git is asked only about versions of code
 * that differ.
 *
 * @param folder absolute path of a folder in the repository that was built from
 * @returns an entry for every name that either has, sorted
 * @throws {InlineageError} where the repository can't be asked
 */
export async function diffSnapshots(
  folder: string,
  first: DiffSide,
  second: DiffSide,
  options: LookbackOptions,
): Promise<readonly DiffEntry[]> {
  const [from, to] = [first.values, second.values];
  const names = [...new Set([...from.keys(), ...to.keys()])].sort();
  const differs = (name: string) =>
    from.has(name) && to.has(name) && !isDeepStrictEqual(from.get(name), to.get(name));
  const differing = names.filter(differs);
  const moved =
    differing.length === 0
      ? new Map<string, Move>()
      : await moves(folder, first, second, differing, options);
  return names.map((name): DiffEntry => {
    const sides = {
      ...(from.has(name) && { from: from.get(name) }),
      ...(to.has(name) && { to: to.get(name) }),
    };
    const plain = { name, ...sides, ...NOTHING };
    if (!from.has(name)) return { ...plain, change: "added" };
    if (!to.has(name)) return { ...plain, change: "removed" };
    if (!differs(name)) return { ...plain, change: "unchanged" };
    const move = moved.get(name);
    if (!move) return { ...plain, change: "value" };
    const [meant, means] = [first.fingerprints?.get(name), second.fingerprints?.get(name)];
    return { ...plain, ...move, change: refined(move.change, meant, means) };
  });
}

/** Fingerprints know better than what git has of the files. */
function refined(change: Change, before: string | undefined, after: string | undefined): Change {
  if (before === undefined || after === undefined) return change;
  if (before !== after) return "changed";
  return change === "restored" ? change : "formatting";
}

const NOTHING = { file: null, commits: [], undone: [], complete: true, problems: [] } as const;

type Move = Pick<DiffEntry, "change" | "file" | "commits" | "undone" | "complete" | "problems">;

/** The moves of names that have a version of code on both sides. */
async function moves(
  folder: string,
  first: DiffSide,
  second: DiffSide,
  names: readonly string[],
  options: LookbackOptions,
): Promise<ReadonlyMap<string, Move>> {
  const only = (versions: Versions) => new Map(names.map((name) => [name, versions.get(name)]));
  return lookBack(folder, options, async (lookback) => {
    const tables = [only(first.values), only(second.values)] as const;
    const [before, after] = await traceVersions(lookback, tables);
    const pairs = names.flatMap((name) => {
      const [a, b] = [before.get(name), after.get(name)];
      return a && b ? [{ name, a, b }] : [];
    });
    lookback.progress("asking git about the commits in between");
    const found = await concurrently(
      PROCESSES,
      pairs,
      async ({ name, a, b }): Promise<[string, Move]> => {
        const part = a.part === undefined ? undefined : [a.part];
        const closures = [first, second].map(({ closures }) => closures?.get(name) ?? part);
        return [name, await moveOf(lookback, a, b, closures)];
      },
    );
    return new Map(found);
  });
}

const CHANGE_OF: Readonly<Record<Meaning, Change>> = {
  "same-content": "restored",
  "same-meaning": "formatting",
  different: "changed",
  unknown: "changed",
};

async function moveOf(
  lookback: Lookback,
  a: TracedVersion,
  b: TracedVersion,
  closures: readonly (readonly string[] | undefined)[],
): Promise<Move> {
  const problems = [...new Set([a, b].flatMap((version) => traceProblem(version) ?? []))];
  const change = CHANGE_OF[await meaningBetween(lookback, a, b)];
  const places = [a, b].flatMap((version) =>
    version.places.kind === "found" ? version.places.places : [],
  );
  const file = places.at(-1)?.file ?? b.part ?? null;
  const [first, second] = [tellingCommit(a), tellingCommit(b)];
  const told = { change, file, problems };
  if (first?.kind !== "known" || second?.kind !== "known" || first.boundary || second.boundary) {
    return { ...told, commits: [], undone: [], complete: false };
  }
  const paths = pathsBehind(places, closures);
  const between = async (older: CommitFacts, newer: CommitFacts) => {
    if (older.commit === newer.commit) return [];
    // A closure's files are not known: only that its last commit changed one of them.
    if (!paths) return (await isBehind(lookback, newer, older)) ? [] : [newer];
    const range = { from: older.commit, to: newer.commit, paths };
    const found = await commitsBetween(lookback.repository, range, lookback.signal);
    if (found.kind !== "ok") throw lookback.failure(found);
    return found.commits;
  };
  return {
    ...told,
    commits: await between(first.facts, second.facts),
    undone: await between(second.facts, first.facts),
    complete: paths !== undefined,
  };
}

/** The files whose commits made a version; `undefined` where they are not all known. */
function pathsBehind(
  places: readonly Place[],
  closures: readonly (readonly string[] | undefined)[],
): readonly string[] | undefined {
  if (closures.every((files) => files !== undefined)) return [...new Set(closures.flat())];
  const areFiles = places.length > 0 && places.every(isFileVersion);
  return areFiles ? [...new Set(places.map(({ file }) => file))] : undefined;
}

/** Whether a commit is in the history of another. */
async function isBehind(
  { repository, signal, failure }: Lookback,
  { commit }: CommitFacts,
  ahead: CommitFacts,
): Promise<boolean> {
  const found = await commitsReachableFrom(repository, ahead.commit, [commit], signal);
  if (found.kind !== "ok") throw failure(found);
  return found.reachable.has(commit);
}
