import { isCandidateId } from "../candidate-id.js";
import type { DefinitionKind, DefinitionScope } from "../definition.js";
import { filesWithText } from "../git/files-with-text.js";
import { readTreeEntries } from "../git/path-listings.js";
import { DEFAULT_MARK } from "../marks/mark-modules.js";
import { createDefinitionReader, type DefinitionReader } from "./definitions-in.js";
import type { Lookback } from "./open-lookback.js";

/** Where a name was defined in the tree of a commit. */
export interface Place {
  /** Relative to the repository's top level, with `/`. */
  file: string;
  /** Counts from 1. */
  line: number;
  kind: DefinitionKind;
  blob: string;
  /** Whether that commit changed the file. */
  changed: boolean;
  /** Whether the version is the file's own, or also that of all it depends on. */
  scope: DefinitionScope;
}

/** Whether the commit was the version of just the file that defines the name. */
export function isFileVersion({ scope, changed }: Place): boolean {
  return scope === "file" && changed;
}

export type Places =
  /** More than one where several programs of a repository have a definition of that name. */
  | { kind: "found"; places: readonly [Place, ...Place[]] }
  /** Nothing of that name is marked in the commit's tree. */
  | { kind: "none" }
  /** This clone lacks the contents that would tell. */
  | { kind: "unreadable" };

/** What to find: names by the commit in whose tree to look. */
export interface Sought {
  commit: string;
  names: readonly string[];
  /** What the commit changed: path to blob. */
  touched: ReadonlyMap<string, string | undefined>;
}

/** Beyond, such as in a repository's first commit, git finds faster than reading does. */
const MOST_READ = 500;

type Files = ReadonlyMap<string, string>;

/**
 * Finds where names were defined in commits' trees: among the files the commit changed, which is where its being the
 * version of the name has it, or else in the whole tree.
 */
export async function findPlaces(
  lookback: Lookback,
  sought: readonly Sought[],
): Promise<(commit: string, name: string) => Places> {
  const reader = createDefinitionReader(lookback);
  const byCommit = new Map<string, ReadonlyMap<string, Places>>();
  for (const [index, { commit, names, touched }] of sought.entries()) {
    lookback.progress(`looking into commit ${index + 1} of ${sought.length}`);
    const changed = new Map(
      [...touched].filter(
        (entry): entry is [string, string] => isCandidateId(entry[0]) && entry[1] !== undefined,
      ),
    );
    const search = new Search(reader, names, lookback.scope);
    if (changed.size <= MOST_READ) await search.lookInto(changed, true);
    if (search.missing().length > 0) {
      const marked = await markedFiles(lookback, commit);
      if (marked === undefined) search.incomplete = true;
      else {
        await search.lookInto(
          restricted(marked, (path) => changed.has(path)),
          true,
        );
        if (search.missing().length > 0) {
          await search.lookInto(
            restricted(marked, (path) => !changed.has(path)),
            false,
          );
        }
      }
    }
    byCommit.set(commit, search.results());
  }
  return (commit, name) => byCommit.get(commit)?.get(name) ?? { kind: "none" };
}

/** The names that are sought in one tree, and what was found of them so far. */
class Search {
  /** Whether something that might have told could not be read. */
  incomplete = false;
  readonly #reader: DefinitionReader;
  readonly #scope: DefinitionScope;
  readonly #found: Map<string, Place[]>;

  constructor(reader: DefinitionReader, names: readonly string[], scope: DefinitionScope) {
    this.#reader = reader;
    this.#scope = scope;
    this.#found = new Map(names.map((name) => [name, []]));
  }

  missing(): string[] {
    return [...this.#found].flatMap(([name, places]) => (places.length === 0 ? [name] : []));
  }

  async lookInto(files: Files, changed: boolean): Promise<void> {
    const missing = new Set(this.missing());
    const read = [...files].map(async ([file, blob]) => {
      return { file, blob, definitions: await this.#reader(file, blob) };
    });
    for (const { file, blob, definitions } of await Promise.all(read)) {
      if (definitions === "unreadable") {
        this.incomplete = true;
        continue;
      }
      for (const { name, line, kind, scope = this.#scope } of definitions) {
        if (missing.has(name))
          this.#found.get(name)?.push({ file, line, kind, blob, changed, scope });
      }
    }
  }

  results(): ReadonlyMap<string, Places> {
    return new Map(
      [...this.#found].map(([name, [first, ...others]]): [string, Places] => {
        if (first) return [name, { kind: "found", places: [first, ...others] }];
        return [name, { kind: this.incomplete ? "unreadable" : "none" }];
      }),
    );
  }
}

/** @returns path to blob of the files that may hold marks; `undefined` where this clone lacks contents */
async function markedFiles(lookback: Lookback, commit: string): Promise<Files | undefined> {
  const { repository, signal } = lookback;
  const found = await filesWithText(repository, commit, textsOfMarks(lookback), signal);
  if (found.kind !== "ok") {
    if (found.kind === "failed" && found.reason === "missing-objects") return undefined;
    throw lookback.failure(found);
  }
  const paths = found.paths.filter((path) => isCandidateId(path));
  const there = { ...repository, head: { kind: "commit", commit } } as const;
  const listing = await readTreeEntries(there, paths, signal);
  if (listing.kind !== "ok") throw lookback.failure(listing);
  return new Map([...listing.entries].map(([path, { blob }]) => [path, blob]));
}

/** What every file with a mark holds: the name of a module, or the beginning of a relative one. */
function textsOfMarks({ marks }: Lookback): string[] {
  const modules = [DEFAULT_MARK, ...marks].map(({ module }) => module);
  return modules.flatMap((module) => (module.startsWith(".") ? ['".', "'.", "`."] : [module]));
}

function restricted(files: Files, keep: (path: string) => boolean): Files {
  return new Map([...files].filter(([path]) => keep(path)));
}
