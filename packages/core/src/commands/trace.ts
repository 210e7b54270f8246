import type { DefinitionKind } from "../definition.js";
import type { CommitFacts } from "../git/read-commits.js";
import { type LookbackOptions, lookBack } from "../lookback/open-lookback.js";
import type { Place } from "../lookback/places.js";
import { type TraceProblem, tellingCommit, traceProblem } from "../lookback/trace-problem.js";
import {
  type CommitKnown,
  type TracedVersion,
  traceVersions,
  type Versions,
} from "../lookback/trace-versions.js";
import { readWorkTree, type WorkTree } from "../lookback/work-tree.js";

export interface TraceEntry {
  name: string;
  value: unknown;
  /** `value` for what isn't a version of code. */
  form: "commit" | "dirty" | "blob" | "value";
  /** The commit that the version names; for a content, the first commit that holds it. */
  commit: string | null;
  /** Committer date, RFC 3339. */
  date: string | null;
  author: string | null;
  subject: string | null;
  /** For an edit that was not committed when the build ran: the first commit that holds it. */
  editCommit: string | null;
  /** Where the name was defined then, relative to the repository's top level. */
  file: string | null;
  line: number | null;
  kind: DefinitionKind | null;
  /** Other files in which the name was defined then, as several programs of a repository may do. */
  alsoIn: readonly string[];
  /** The files that the commit changed, where the one that defines the name is not among them. */
  changedFiles: readonly string[];
  /** Whether the file in the working tree holds what the version stands for. */
  workingTree: "same" | "changed" | "gone" | "unknown";
  problem: TraceProblem | null;
}

export interface Trace {
  entries: readonly TraceEntry[];
  /** Whether history is missing from this clone. */
  shallow: boolean;
}

/**
 * `inlineage trace`: where each version of a snapshot came from.
 *
 * @param folder absolute path of a folder in the repository that was built from
 * @throws {InlineageError} where the repository can't be asked
 */
export async function traceSnapshot(
  folder: string,
  versions: Versions,
  options: LookbackOptions,
): Promise<Trace> {
  return lookBack(folder, options, async (lookback) => {
    const [traced] = await traceVersions(lookback, [versions] as const);
    const tree = await readWorkTree(lookback);
    const standings = await compareWithDisk(tree, traced);
    const entries = [...versions].map(([name, value]): TraceEntry => {
      const version = traced.get(name);
      const workingTree = standings.get(name) ?? "unknown";
      return { name, value, ...(version ? entryOf(version) : NOTHING), workingTree };
    });
    return { entries, shallow: lookback.repository.shallowCommits.size > 0 };
  });
}

type Told = Omit<TraceEntry, "name" | "value" | "workingTree">;

const NOTHING: Told = {
  ...{ form: "value", commit: null, date: null, author: null, subject: null, editCommit: null },
  ...{ file: null, line: null, kind: null, alsoIn: [], changedFiles: [] },
  problem: null,
};

function entryOf(version: TracedVersion): Told {
  const { parsed, content } = version;
  const bringing = content?.kind === "committed" ? content.commit : undefined;
  const told = tellingCommit(version);
  const facts = told?.kind === "known" ? told.facts : undefined;
  return {
    ...NOTHING,
    ...{ form: parsed.form, problem: traceProblem(version) },
    ...(facts ? factsOf(facts) : { commit: parsed.form === "blob" ? null : parsed.commit }),
    editCommit:
      parsed.form === "dirty" && bringing?.kind === "known" ? bringing.facts.commit : null,
    ...placeOf(version, told),
  };
}

function factsOf({ commit, date, author, subject }: CommitFacts) {
  return { commit, date, author, subject };
}

function placeOf({ places, content, part }: TracedVersion, told: CommitKnown | undefined) {
  if (part !== undefined) return { file: part };
  const changedFiles = told?.kind === "known" && !told.boundary ? [...told.touched.keys()] : [];
  if (places.kind === "found") {
    const [{ file, line, kind, changed }, ...others] = places.places;
    const alsoIn = others.map((place) => place.file);
    return { file, line, kind, alsoIn, changedFiles: changed ? [] : changedFiles };
  }
  if (content?.kind === "committed") return { file: content.path };
  // What is tracked without a mark: its version is a commit that changed it.
  const [only, ...others] = changedFiles;
  return only !== undefined && others.length === 0 ? { file: only } : { changedFiles };
}

async function compareWithDisk(
  tree: WorkTree,
  traced: ReadonlyMap<string, TracedVersion>,
): Promise<ReadonlyMap<string, TraceEntry["workingTree"]>> {
  const questions = [...traced].map(([name, version]) => {
    const then = contentsThen(version);
    const now = tree.filesOf(name);
    return { name, then, files: now.length > 0 ? now : then.map(({ file }) => file) };
  });
  const blobs = await tree.blobsOf(questions.flatMap(({ files }) => files));
  return new Map(
    questions.map(({ name, then, files }) => {
      if (then.length === 0) return [name, "unknown"];
      const onDisk = files.flatMap((file) => blobs.get(file) ?? []);
      if (onDisk.length === 0) return [name, "gone"];
      const isSame = onDisk.some((blob) => then.some((content) => blob.startsWith(content.blob)));
      return [name, isSame ? "same" : "changed"];
    }),
  );
}

/** What the version stands for: contents, by full blob id or its first digits, and where they were. */
function contentsThen({
  parsed,
  content,
  places,
  part,
  commit,
}: TracedVersion): Pick<Place, "file" | "blob">[] {
  if (part !== undefined && parsed.form === "commit") {
    const blob =
      commit?.kind === "known" && !commit.boundary ? commit.touched.get(part) : undefined;
    return blob === undefined ? [] : [{ file: part, blob }];
  }
  const marked = places.kind === "found" ? places.places : [];
  if (parsed.form === "commit") return [...marked];
  const path = content?.kind === "committed" ? [content.path] : [];
  const files = [...new Set([...marked.map(({ file }) => file), ...path])];
  return files.map((file) => ({ file, blob: parsed.blob }));
}
