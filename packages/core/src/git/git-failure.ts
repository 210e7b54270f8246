/** Why git ended with an error, as far as its words tell. */
export type GitFailureReason =
  | "not-a-repository"
  | "missing-objects"
  | "bad-configuration"
  | "killed"
  | "other";

/** What git wrote when it failed. For `cause` only: never shown to a user. */
export class GitProcessError extends Error {
  override readonly name = "GitProcessError";
}

/** The git program is not there, or is macOS's placeholder for it. */
const NO_PROGRAM = /^xcode-select: |^xcrun: error: /m;

/** git 2.35.2 and later; the second wording was 2.35.2's own (setup.c). */
const REFUSED = /^fatal: detected dubious ownership|^fatal: unsafe repository \(/m;

const REASONS: readonly (readonly [GitFailureReason, RegExp])[] = [
  [
    "not-a-repository",
    /^fatal: (?:not a git repository|this operation must be run in a work tree)/m,
  ],
  [
    "bad-configuration",
    /^(?:fatal|error): (?:bad (?:numeric |boolean )?config|unable to parse|missing value for|bogus config|unknown repository extension|expected git repo version)/m,
  ],
  [
    "missing-objects",
    /^(?:fatal|error): .*(?:bad (?:object|tree|revision)|unable to (?:read|find|parse) |could not (?:read|parse|fetch|get)|is (?:missing|corrupt)|missing (?:blob|tree|commit|object)|cannot read|lazy fetching|promisor|transport '.*' not allowed)/im,
  ],
];

export type GitStderrVerdict =
  | { kind: "not-found" }
  | { kind: "refused" }
  | { kind: "failed"; reason: GitFailureReason };

/** Sorts a failure by git's own words, which `LC_ALL=C` keeps in English. */
export function classifyGitFailure(stderr: string): GitStderrVerdict {
  if (NO_PROGRAM.test(stderr)) return { kind: "not-found" };
  if (REFUSED.test(stderr)) return { kind: "refused" };
  const reason = REASONS.find(([, pattern]) => pattern.test(stderr))?.[0] ?? "other";
  return { kind: "failed", reason };
}
