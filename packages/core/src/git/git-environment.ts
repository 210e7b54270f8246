/**
 * Variables that tell git where a repository is or what a path means. Inherited from a hook, a worktree tool or a
 * CI system they make git answer for another repository, or answer nothing and exit 0.
 *
 * The first group is what `git rev-parse --local-env-vars` prints, without the configuration variables: those carry
 * settings a user gave on purpose (`safe.directory` among them).
 */
const MISLEADING_VARIABLES: ReadonlySet<string> = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_CONFIG",
  "GIT_DIR",
  "GIT_GRAFT_FILE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",

  "GIT_ATTR_SOURCE",
  "GIT_CEILING_DIRECTORIES",
  "GIT_NAMESPACE",
  "GIT_QUARANTINE_PATH",
  // In newer versions: where refs are, whatever extensions.refStorage says.
  "GIT_REFERENCE_BACKEND",

  // A second pathspec mode beside ours is fatal (git(1), GIT_LITERAL_PATHSPECS).
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_LITERAL_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",

  "GIT_DIFF_OPTS",
  "GIT_EXTERNAL_DIFF",
  "GIT_PAGER",
  // Windows only: files to use in place of the standard streams.
  "GIT_REDIRECT_STDERR",
  "GIT_REDIRECT_STDIN",
  "GIT_REDIRECT_STDOUT",
]);

/** What every git process is given, whatever the surroundings say. */
const FIXED_VARIABLES: Readonly<Record<string, string>> = {
  LC_ALL: "C",
  // `git log` would hand over every commit by itself, each waking this process up (git(1), GIT_FLUSH).
  GIT_FLUSH: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  // A partial clone must not fetch what is missing. Git before 2.39.4 doesn't know the first variable; the second
  // allows no transport at all (git(1)).
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "",
};

/** The environment of a git process: the surrounding one, with nothing left that could change an answer. */
export function gitEnvironment(surrounding: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(surrounding).filter(
    ([name]) => !MISLEADING_VARIABLES.has(name.toUpperCase()),
  );
  return { ...Object.fromEntries(kept), ...FIXED_VARIABLES };
}

/** Settings a user may have that would change what a command prints, or make it fail (git-config(1)). */
const PINNED_SETTINGS: readonly string[] = [
  "color.ui=never",
  "column.status=never",
  "column.ui=never",
  // Without the time of a file's last change of any kind, an edit whose size and time are set back goes unseen.
  "core.checkStat=default",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.trustctime=true",
  "core.untrackedCache=false",
  "core.warnAmbiguousRefs=false",
  "diff.ignoreSubmodules=none",
  "diff.noprefix=false",
  // Empty is not "none" here: git tries to read the file it names.
  "diff.orderFile=/dev/null",
  "diff.relative=false",
  "diff.renames=false",
  "format.pretty=medium",
  // It would recode commit ids too.
  "i18n.logOutputEncoding=UTF-8",
  "log.follow=false",
  "log.showRoot=true",
  "log.showSignature=false",
  "status.branch=false",
  "status.renames=false",
  "status.showStash=false",
  "status.submoduleSummary=false",
  "submodule.recurse=false",
];

/** What goes between `git` and the command. */
export const GIT_OPTIONS: readonly string[] = [
  "--no-pager",
  "--literal-pathspecs",
  ...PINNED_SETTINGS.flatMap((setting) => ["-c", setting]),
];
