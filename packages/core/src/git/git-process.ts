import { spawn } from "node:child_process";
import { pipeline, Readable, type Writable } from "node:stream";
import { GIT_OPTIONS, gitEnvironment } from "./git-environment.js";

export interface GitOptions {
  /** Absolute path of the directory git runs in. */
  cwd: string;
  /** What git reads on standard input; nothing when absent. */
  stdin?: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined;
  /** Milliseconds until the process is killed; 0 for never. @default 120000 */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
  /** What {@link gitEnvironment} gave, for who starts many: it takes a tenth of the time git itself does. */
  env?: NodeJS.ProcessEnv | undefined;
}

/** How a git process came to its end. */
export type GitEnding =
  | { kind: "exited"; exitCode: number; stderr: string }
  /** By a signal that this program didn't send. */
  | { kind: "killed"; stderr: string }
  | { kind: "unstarted"; error: NodeJS.ErrnoException }
  | { kind: "stopped" }
  | { kind: "timeout" }
  | { kind: "aborted" };

export interface GitProcess {
  /** To be read to its end, unless the process is stopped. Breaks off when it is. */
  stdout: Readable;
  stop(): void;
  /** Settles once the process and its output have ended, at once when it is ended from here; never rejects. */
  ending: Promise<GitEnding>;
}

const DEFAULT_TIMEOUT = 120_000;
/** A failure's reason is in the first lines. */
const MAX_STDERR = 64 * 1024;

/**
 * Starts git. Not through a library: 2 ms more on the main thread for each process is as much as git itself takes
 * for a file that changed lately.
 */
export function startGit(args: readonly string[], options: GitOptions): GitProcess {
  const { cwd, stdin, timeout = DEFAULT_TIMEOUT, signal } = options;
  if (signal?.aborted) {
    return { stdout: Readable.from([]), stop() {}, ending: Promise.resolve({ kind: "aborted" }) };
  }
  const child = spawn("git", [...GIT_OPTIONS, ...args], {
    cwd,
    env: options.env ?? gitEnvironment(process.env),
    windowsHide: true,
  });
  feed(child.stdin, stdin ?? "");
  const stderr = collectText(child.stderr);

  const { promise: ending, resolve } = withResolver<GitEnding>();
  const end = (kind: "stopped" | "timeout" | "aborted") => () => {
    // Nothing this project asks git for writes, so there is nothing to tidy up; a stopped process ignores all else.
    child.kill("SIGKILL");
    // A wrapper's own children may hold the pipes open for as long as they like.
    child.stdout.destroy();
    child.stderr.destroy();
    resolve({ kind });
  };
  const onAbort = end("aborted");
  const timer = timeout > 0 ? setTimeout(end("timeout"), timeout) : undefined;
  signal?.addEventListener("abort", onAbort, { once: true });
  child.once("error", (error) => resolve({ kind: "unstarted", error }));
  child.once("close", (exitCode) => {
    if (exitCode === null) resolve({ kind: "killed", stderr: stderr() });
    else resolve({ kind: "exited", exitCode, stderr: stderr() });
  });
  void ending.then(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  });
  return { stdout: child.stdout, stop: end("stopped"), ending };
}

function feed(input: Writable, stdin: NonNullable<GitOptions["stdin"]>): void {
  if (typeof stdin === "string" || stdin instanceof Uint8Array) {
    // That git ends before its input does is no failure.
    input.on("error", () => {});
    input.end(stdin);
  } else {
    pipeline(Readable.from(stdin), input, () => {});
  }
}

function collectText(stderr: Readable): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stderr.on("data", (chunk: Buffer) => {
    if (size < MAX_STDERR) chunks.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).toString();
}

function withResolver<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}
