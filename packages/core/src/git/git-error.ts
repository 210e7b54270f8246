import { InlineageError } from "../errors.js";
import type { GitProblem } from "./run-git.js";

/**
 * What a command of `inlineage` throws where git didn't answer it.
 *
 * @param attempt what can't be done, a sentence without a final stop
 * @param command as the user typed it, to follow "run"
 */
export function gitError(
  problem: GitProblem,
  { attempt, folder, command }: { attempt: string; folder: string; command: string },
): InlineageError {
  const details: Record<GitProblem["kind"], [string, string]> = {
    "not-found": ["there is no git program", `install git where you run ${command}.`],
    refused: [
      "git refuses the repository because another user owns it",
      `run git config --global --add safe.directory ${folder}`,
    ],
    timeout: ["git did not answer in time", `run ${command} again.`],
    aborted: ["git was stopped", `run ${command} again.`],
    failed: ["git failed", `run git -C ${folder} status, and mend what it complains about.`],
  };
  const [reason, remedy] = details[problem.kind];
  const cause = "cause" in problem ? problem.cause : undefined;
  return new InlineageError({
    code: "GIT_FAILED",
    message: `${attempt}: ${reason}`,
    remedy,
    cause,
  });
}
