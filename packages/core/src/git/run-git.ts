import { statSync } from "node:fs";
import { classifyGitFailure, type GitFailureReason, GitProcessError } from "./git-failure.js";
import { type GitEnding, type GitOptions, startGit } from "./git-process.js";

export type { GitOptions } from "./git-process.js";

/** Anything but the output asked for. */
export type GitProblem =
  /** There is no git program. */
  | { kind: "not-found" }
  /** Git found the repository owned by somebody else. */
  | { kind: "refused"; cause: GitProcessError }
  | { kind: "timeout" }
  | { kind: "aborted" }
  | {
      kind: "failed";
      /** `undefined` when a signal ended the process. */
      exitCode: number | undefined;
      reason: GitFailureReason;
      cause: GitProcessError;
    };

export type GitResult = { kind: "ok"; stdout: Buffer } | GitProblem;

export type GitStreamResult =
  | { kind: "ok" }
  /** `stop()` was called, or the reader left its loop, before the end of the output. */
  | { kind: "stopped" }
  | GitProblem;

export interface GitStream {
  /** The output as it arrives, to be read once. Ends without throwing when the process fails: see `result`. */
  chunks: AsyncIterable<Buffer>;
  /** Ends the process early. */
  stop(): void;
  /** Settles when the process has ended; never rejects. */
  result: Promise<GitStreamResult>;
}

/** Far above any real answer; the limit keeps a misbehaving program from eating all memory. */
const MAX_OUTPUT = 1024 ** 3;

/**
 * Runs git and waits for its end. Every git process of this project starts here or in {@link streamGit}.
 *
 * @param args the command and its arguments; paths are taken literally
 */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  const { stdout, ending, stop } = startGit(args, options);
  const chunks: Buffer[] = [];
  let size = 0;
  stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_OUTPUT) stop();
  });
  const result = resultOf(await ending, options);
  if (result.kind === "ok") return { kind: "ok", stdout: Buffer.concat(chunks) };
  return result.kind === "stopped" ? failure("git printed far too much", undefined) : result;
}

/** Runs git and hands its output on as it arrives, so that a reader who has seen enough can stop the process. */
export function streamGit(args: readonly string[], options: GitOptions): GitStream {
  const { stdout, ending, stop } = startGit(args, options);
  // When a process ends, Node throws away what it printed unless somebody is reading by then (child_process.js,
  // `flushStdio`). This counts as reading, and takes nothing.
  stdout.on("readable", () => {});
  async function* read(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of stdout) yield chunk as Buffer;
    } catch {
      // A killed process breaks its own pipe; why it ended is told by `result`.
    } finally {
      if (!stdout.readableEnded) stop();
    }
  }
  return { chunks: read(), stop, result: ending.then((how) => resultOf(how, options)) };
}

function resultOf(ending: GitEnding, { cwd }: GitOptions): GitStreamResult {
  switch (ending.kind) {
    case "exited":
      return ending.exitCode === 0 ? { kind: "ok" } : failure(ending.stderr, ending.exitCode);
    case "killed": {
      const cause = new GitProcessError(ending.stderr || "git was killed");
      return { kind: "failed", exitCode: undefined, reason: "killed", cause };
    }
    case "unstarted": {
      // The same code tells of a missing working directory (child_process.spawn).
      const noProgram = ending.error.code === "ENOENT" && isDirectory(cwd);
      return noProgram ? { kind: "not-found" } : failure(ending.error.message, undefined);
    }
    default:
      return ending;
  }
}

function failure(stderr: string, exitCode: number | undefined): GitProblem {
  const cause = new GitProcessError(stderr || "git failed");
  const verdict = classifyGitFailure(stderr);
  switch (verdict.kind) {
    case "not-found":
      return verdict;
    case "refused":
      return { kind: "refused", cause };
    case "failed":
      return { kind: "failed", exitCode, reason: verdict.reason, cause };
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
