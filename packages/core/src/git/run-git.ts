import { statSync } from "node:fs";
import { execa, type Options } from "execa";
import { GIT_OPTIONS, gitEnvironment } from "./git-environment.js";
import { classifyGitFailure, type GitFailureReason, GitProcessError } from "./git-failure.js";

export interface GitOptions {
  /** Absolute path of the directory git runs in. */
  cwd: string;
  /** What git reads on standard input; nothing when absent. */
  stdin?: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined;
  /** Milliseconds until the process is killed. @default 120000 */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

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

const DEFAULT_TIMEOUT = 120_000;
/** Far above any real answer; the limit keeps a misbehaving program from eating all memory. */
const MAX_OUTPUT = 1024 ** 3;

/**
 * Runs git and waits for its end. Every git process of this project starts here or in {@link streamGit}.
 *
 * @param args the command and its arguments; paths are taken literally
 */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  const result = await execa("git", [...GIT_OPTIONS, ...args], {
    ...processOptions(options),
    encoding: "buffer",
    maxBuffer: MAX_OUTPUT,
  });
  if (!result.failed) return { kind: "ok", stdout: toBuffer(result.stdout) };
  return problemOf(result, options);
}

/** Runs git and hands its output on as it arrives, so that a reader who has seen enough can stop the process. */
export function streamGit(args: readonly string[], options: GitOptions): GitStream {
  const subprocess = execa("git", [...GIT_OPTIONS, ...args], {
    ...processOptions(options),
    encoding: "buffer",
    buffer: { stdout: false, stderr: true },
    maxBuffer: MAX_OUTPUT,
  });
  let stopped = false;
  const stop = () => {
    stopped = true;
    subprocess.kill();
  };

  async function* read(): AsyncGenerator<Buffer> {
    let ended = false;
    try {
      for await (const chunk of subprocess.stdout) yield chunk as Buffer;
      ended = true;
    } catch {
      // A killed process breaks its own pipe; why it ended is told by `result`.
      ended = true;
    } finally {
      if (!ended) stop();
    }
  }

  const result = subprocess.then((ending): GitStreamResult => {
    if (stopped) return { kind: "stopped" };
    return ending.failed ? problemOf(ending, options) : { kind: "ok" };
  });
  return { chunks: read(), stop, result };
}

function processOptions({ cwd, stdin, timeout = DEFAULT_TIMEOUT, signal }: GitOptions) {
  return {
    cwd,
    env: gitEnvironment(process.env),
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    timeout,
    ...standardInput(stdin),
    ...(signal && { cancelSignal: signal }),
  } as const satisfies Options;
}

function standardInput(stdin: GitOptions["stdin"]) {
  if (stdin === undefined) return { stdin: "ignore" } as const;
  if (typeof stdin === "string" || stdin instanceof Uint8Array) return { input: stdin };
  return { stdin };
}

/** What execa tells of a process that failed. */
interface Ending {
  isCanceled: boolean;
  timedOut: boolean;
  code?: string | undefined;
  signal?: string | undefined;
  exitCode?: number | undefined;
  stderr?: Uint8Array | undefined;
  shortMessage?: string | undefined;
}

function problemOf(result: Ending, { cwd }: GitOptions): GitProblem {
  if (result.isCanceled) return { kind: "aborted" };
  if (result.timedOut) return { kind: "timeout" };
  // The same code tells of a missing working directory (child_process.spawn).
  if (result.code === "ENOENT" && isDirectory(cwd)) return { kind: "not-found" };
  const stderr = toBuffer(result.stderr).toString();
  const cause = new GitProcessError(stderr || (result.shortMessage ?? "git failed"));
  if (result.signal !== undefined) {
    return { kind: "failed", exitCode: undefined, reason: "killed", cause };
  }
  const verdict = classifyGitFailure(stderr);
  switch (verdict.kind) {
    case "not-found":
      return verdict;
    case "refused":
      return { kind: "refused", cause };
    case "failed":
      return { kind: "failed", exitCode: result.exitCode, reason: verdict.reason, cause };
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function toBuffer(bytes: Uint8Array | undefined): Buffer {
  return bytes === undefined
    ? Buffer.alloc(0)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
