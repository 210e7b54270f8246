import { type BlobOrigin, findBlobs } from "../git/find-blobs.js";
import { type CommitFacts, commitsReachableFrom, readCommits } from "../git/read-commits.js";
import { touchedPaths } from "../git/touched-paths.js";
import { type ParsedVersion, parseVersion } from "../versions/parse-version.js";
import type { Lookback } from "./open-lookback.js";
import { findPlaces, type Places, type Sought } from "./places.js";

/** What a repository knows of a commit that a version names. */
export type CommitKnown =
  | {
      kind: "known";
      facts: CommitFacts;
      /** Whether it is in the history of HEAD. */
      inHistory: boolean;
      /** Whether a shallow clone ends with it: what it changed can't be told. */
      boundary: boolean;
      /** The paths it changed, to the blobs it left there. */
      touched: ReadonlyMap<string, string | undefined>;
    }
  /** Of another repository, or never fetched, or gone. */
  | { kind: "unknown" };

export type TracedContent =
  | { kind: "committed"; blob: string; path: string; commit: CommitKnown }
  /** No commit of this repository holds it. */
  | { kind: "uncommitted" };

/** A version, and what the repository tells of it. */
export interface TracedVersion {
  version: string;
  parsed: ParsedVersion;
  /** Absent where the version names none. */
  commit: CommitKnown | undefined;
  /** Where the content came into the history, of a version that stands for a content. */
  content: TracedContent | undefined;
  /** Where the name was defined then. */
  places: Places;
  /** Of what is tracked without code: the file or folder, relative to the top level, with `/`. */
  part: string | undefined;
}

/** Names to their versions. What isn't a version of code is left out. */
export type Versions = ReadonlyMap<string, unknown>;

/**
 * Asks a repository about versions of code.
 *
 * @param tables are answered together, each by a table of its own
 */
export async function traceVersions<Tables extends readonly Versions[]>(
  lookback: Lookback,
  tables: Tables,
): Promise<{ [Index in keyof Tables]: ReadonlyMap<string, TracedVersion> }> {
  const parsed = tables.map(parseTable);
  const all = parsed.flatMap((table) => [...table]);
  lookback.progress("asking git about the commits");
  const named = await readKnownCommits(
    lookback,
    all.flatMap(([, entry]) => commitOf(entry)),
  );
  lookback.progress("asking git about contents");
  const origins = await readOrigins(
    lookback,
    all.flatMap(([, entry]) => blobOf(entry)),
  );
  const bringing = [...origins.values()].flatMap((origin) =>
    origin.kind === "committed" && !named.has(origin.commit) ? [origin.commit] : [],
  );
  const commits = new Map([...named, ...(await readKnownCommits(lookback, bringing))]);
  const known = (commit: string): CommitKnown => commits.get(commit) ?? { kind: "unknown" };

  /** The commit in whose tree to look for the name: the version's own, or the one that brought its content. */
  const tellingCommit = (entry: ParsedEntry): string | undefined => {
    const origin = entry.parsed.form === "blob" ? origins.get(entry.parsed.blob) : undefined;
    return origin?.kind === "committed" ? origin.commit : commitOf(entry)[0];
  };
  const placesAt = await findPlaces(lookback, soughtNames(all, tellingCommit, known));

  const trace = (name: string, entry: ParsedEntry): TracedVersion => {
    const [commit] = commitOf(entry);
    const [blob] = blobOf(entry);
    const origin = blob === undefined ? undefined : origins.get(blob);
    const telling = tellingCommit(entry);
    return {
      ...entry,
      commit: commit === undefined ? undefined : known(commit),
      content: origin?.kind === "committed" ? { ...origin, commit: known(origin.commit) } : origin,
      part: lookback.parts.get(name),
      places: telling === undefined ? { kind: "none" } : placesAt(telling, name),
    };
  };
  const traced = parsed.map(
    (table) => new Map([...table].map(([name, entry]) => [name, trace(name, entry)])),
  );
  return traced as { [Index in keyof Tables]: ReadonlyMap<string, TracedVersion> };
}

interface ParsedEntry {
  version: string;
  parsed: ParsedVersion;
}

function parseTable(versions: Versions): ReadonlyMap<string, ParsedEntry> {
  const entries = new Map<string, ParsedEntry>();
  for (const [name, version] of versions) {
    const parsed = parseVersion(version);
    if (parsed) entries.set(name, { version: version as string, parsed });
  }
  return entries;
}

function commitOf({ parsed }: ParsedEntry): string[] {
  return parsed.form === "blob" ? [] : [parsed.commit];
}

function blobOf({ parsed }: ParsedEntry): string[] {
  return parsed.form === "commit" ? [] : [parsed.blob];
}

async function readKnownCommits(
  lookback: Lookback,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CommitKnown>> {
  const { repository, signal, failure } = lookback;
  const read = await readCommits(repository, [...new Set(ids)], signal);
  if (read.kind !== "ok") throw failure(read);
  const existing = [...read.commits.keys()];
  const { head } = repository;
  const reached =
    head.kind === "commit"
      ? await commitsReachableFrom(repository, head.commit, existing, signal)
      : ({ kind: "ok", reachable: new Set<string>() } as const);
  if (reached.kind !== "ok") throw failure(reached);
  const changes = await touchedPaths(repository, existing, signal);
  if (changes.kind !== "ok") throw failure(changes);
  return new Map(
    [...read.commits].map(([commit, facts]): [string, CommitKnown] => [
      commit,
      {
        ...{ kind: "known", facts },
        inHistory: reached.reachable.has(commit),
        boundary: repository.shallowCommits.has(commit),
        touched: changes.touched.get(commit) ?? new Map(),
      },
    ]),
  );
}

async function readOrigins(
  { repository, signal, failure }: Lookback,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, BlobOrigin>> {
  const found = await findBlobs(repository, "--all", blobs, signal);
  if (found.kind !== "ok") throw failure(found);
  return found.origins;
}

function soughtNames(
  entries: readonly (readonly [string, ParsedEntry])[],
  tellingCommit: (entry: ParsedEntry) => string | undefined,
  known: (commit: string) => CommitKnown,
): Sought[] {
  const names = new Map<string, Set<string>>();
  for (const [name, entry] of entries) {
    const commit = tellingCommit(entry);
    if (commit !== undefined) names.set(commit, (names.get(commit) ?? new Set()).add(name));
  }
  return [...names].flatMap(([commit, sought]) => {
    const facts = known(commit);
    return facts.kind === "known" ? [{ commit, names: [...sought], touched: facts.touched }] : [];
  });
}
