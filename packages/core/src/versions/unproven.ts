import { InlineageError } from "../errors.js";
import { SNAPSHOT_FILE } from "../snapshot/snapshot.js";
import type { ResolvedFile } from "./file-versions.js";
import type { UnprovenReason, VersionSource } from "./version.js";

export interface UnprovenReport {
  /** One line for each build in which the git program did not answer for every file; none for uncommitted edits. */
  warning: string | undefined;
  /** What `strict` throws: some file has anything but a commit for its version. */
  error: InlineageError | undefined;
}

interface Shortcoming {
  /** What is the matter, to follow the files' names. */
  problem: string;
  /** Imperative, to follow "to fix it:". */
  remedy: string;
}

const NAMES_SHOWN = 3;

/** What a user should know about the versions of a build. */
export function describeUnproven(resolved: readonly ResolvedFile[]): UnprovenReport {
  // A file with several definitions is one.
  const files = [...new Map(resolved.map((entry) => [JSON.stringify(entry), entry])).values()];
  const unanswered = files.filter(({ reason }) => reason !== undefined);
  const uncommitted = files.filter(({ version }) => version.form !== "commit");
  return {
    warning: unanswered.length === 0 ? undefined : warningText(unanswered),
    error: uncommitted.length === 0 ? undefined : strictError(uncommitted),
  };
}

function warningText(files: readonly ResolvedFile[]): string {
  const parts = groupByShortcoming(files).map(
    ({ problem, remedy, names }) => `${names} (${problem}; to fix it: ${remedy})`,
  );
  return `no commit proven by git for ${parts.join("; ")}`;
}

function strictError(files: readonly ResolvedFile[]): InlineageError {
  const groups = groupByShortcoming(files);
  const parts = groups.map(({ problem, names }) => `${names} (${problem})`);
  return new InlineageError({
    code: "UNPROVEN_VERSION",
    message: `strict builds need a commit as the version of every tracked file, but there is none for ${parts.join("; ")}`,
    remedy: `${groups.map(({ remedy }) => remedy).join("; ")}.`,
  });
}

function groupByShortcoming(files: readonly ResolvedFile[]) {
  const groups = new Map<string, Shortcoming & { paths: string[] }>();
  for (const file of files) {
    const shortcoming = shortcomingOf(file);
    const key = `${shortcoming.problem}\n${shortcoming.remedy}`;
    const group = groups.get(key) ?? { ...shortcoming, paths: [] };
    groups.set(key, group);
    group.paths.push(file.path);
  }
  return [...groups.values()].map(({ paths, ...shortcoming }) => ({
    ...shortcoming,
    names: listNames(paths.sort()),
  }));
}

function listNames(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMES_SHOWN).map(quoteName).join(", ");
  return paths.length > NAMES_SHOWN ? `${shown} and ${paths.length - NAMES_SHOWN} more` : shown;
}

/** A name may hold a line break; the text is one line. */
function quoteName(path: string): string {
  return /^[\w@$+~[\]{}()./\\-]+$/.test(path) ? path : JSON.stringify(path);
}

function shortcomingOf({ reason, repository = ".", version }: ResolvedFile): Shortcoming {
  if (reason === undefined) {
    return { problem: "edited since its last commit", remedy: "commit the edit" };
  }
  const { problem, remedy } = SHORTCOMINGS[reason](quoteName(repository), version.source);
  return { problem: `${ANSWERS[version.source]}: ${problem}`, remedy };
}

const ANSWERS: Readonly<Record<VersionSource, string>> = {
  git: "told by git",
  repository: "read from the repository's own files",
  snapshot: `taken from ${SNAPSHOT_FILE}`,
  content: "known by content alone",
};

const IN_REPOSITORY = "build inside the repository (in Docker, take .git out of .dockerignore)";

const SHORTCOMINGS: Readonly<
  Record<UnprovenReason, (repository: string, source: VersionSource) => Shortcoming>
> = {
  "no-repository": (_, source) => ({
    problem: "no git repository here",
    remedy:
      source === "snapshot"
        ? IN_REPOSITORY
        : `${IN_REPOSITORY}, or run inlineage snapshot before the files leave it`,
  }),
  "git-not-found": () => ({
    problem: "no git program here",
    remedy: "install git where the build runs",
  }),
  "git-refused": (repository) => ({
    problem: "git refuses a repository that another user owns",
    remedy: `run git config --global --add safe.directory ${repository}`,
  }),
  "git-failed": (repository) => ({
    problem: "git failed in this repository",
    remedy: `run git -C ${repository} status, and mend what it complains about`,
  }),
  "no-commits": () => ({
    problem: "the repository has no commits yet",
    remedy: "commit the files",
  }),
  untracked: () => ({ problem: "not committed", remedy: "commit the file" }),
  shallow: () => ({
    problem: "this shallow clone has too little history",
    remedy: "run git fetch --unshallow --filter=blob:none, or give actions/checkout fetch-depth: 0",
  }),
  converted: () => ({
    problem: "only git can tell converted line ends or filters from an edit",
    remedy: "install git where the build runs",
  }),
  "snapshot-stale": () => ({
    problem: `edited after ${SNAPSHOT_FILE} was made`,
    remedy: "commit the edit, then run inlineage snapshot",
  }),
  "snapshot-damaged": () => ({
    problem: `${SNAPSHOT_FILE} is damaged`,
    remedy: "run inlineage snapshot",
  }),
  "several-repositories": () => ({
    problem: "what it depends on is in several repositories",
    remedy: "give it the scope file, or mark the helpers in the other repository",
  }),
  "missing-objects": () => ({
    problem: "this clone lacks some of its history's objects",
    remedy: "run git fetch --refetch --filter=blob:none, or clone anew with --filter=blob:none",
  }),
};
