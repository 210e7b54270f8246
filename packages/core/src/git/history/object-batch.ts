import { Readable } from "node:stream";
import { GitProcessError } from "../git-failure.js";
import { type GitProblem, streamGit } from "../run-git.js";
import { SILENCE, unlessSilent } from "./silence.js";

export interface GitObject {
  id: string;
  type: string;
  content: Buffer;
}

/** Thrown when an object can't be had; the walk turns it into an answer that says so. */
export class UnreadableObject extends Error {
  override readonly name = "UnreadableObject";
  readonly problem: GitProblem;

  constructor(problem: GitProblem) {
    super("git could not read an object");
    this.problem = problem;
  }
}

export interface ObjectBatchOptions {
  cwd: string;
  /** Milliseconds git may take for an answer. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

interface Waiting {
  resolve(object: GitObject): void;
  reject(reason: UnreadableObject): void;
}

/** Reads objects through one `git cat-file --batch`, started when first needed. Answers come in the order asked. */
export class ObjectBatch {
  readonly #options: ObjectBatchOptions;
  readonly #requests = new Readable({ read() {} });
  readonly #waiting: Waiting[] = [];
  #unsent = "";
  #started = false;
  #problem: GitProblem | undefined;

  constructor(options: ObjectBatchOptions) {
    this.#options = options;
  }

  /**
   * @param name an id, or any other name of an object without a line break; latin1, a character for each byte
   * @throws {UnreadableObject}
   */
  async read(name: string): Promise<GitObject> {
    if (this.#problem) throw new UnreadableObject(this.#problem);
    if (!this.#started) {
      this.#started = true;
      void this.#run();
    }
    this.#send(`${name}\n`);
    const answer = new Promise<GitObject>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    const object = await unlessSilent(this.#options.timeout, answer);
    if (object !== SILENCE) return object;
    this.#end({ kind: "timeout" });
    throw new UnreadableObject({ kind: "timeout" });
  }

  /** Ends the process. Nothing can be read after. */
  close(): void {
    this.#end({ kind: "aborted" });
  }

  /** What is asked for in one go is sent in one go. */
  #send(line: string): void {
    if (this.#unsent === "") {
      queueMicrotask(() => {
        if (!this.#problem) this.#requests.push(Buffer.from(this.#unsent, "latin1"));
        this.#unsent = "";
      });
    }
    this.#unsent += line;
  }

  async #run(): Promise<void> {
    const { cwd, signal } = this.#options;
    const stdin = this.#requests;
    const stream = streamGit(["cat-file", "--batch"], { cwd, signal, stdin, timeout: 0 });
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of stream.chunks) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = this.#answer(rest); end > 0; end = this.#answer(rest)) {
        rest = rest.subarray(end);
      }
    }
    const result = await stream.result;
    const isProblem = result.kind !== "ok" && result.kind !== "stopped";
    this.#end(isProblem ? result : failure("other", "git cat-file ended early"));
  }

  /** Takes one answer from the start of the bytes; 0 when it isn't complete. git-cat-file(1), "Batch output". */
  #answer(bytes: Buffer): number {
    const lineEnd = bytes.indexOf(0x0a);
    if (lineEnd < 0) return 0;
    const header = bytes.toString("latin1", 0, lineEnd);
    const [, id, type, size] = /^([0-9a-f]+) ([a-z]+) (\d+)$/.exec(header) ?? [];
    if (id === undefined || type === undefined) {
      this.#waiting.shift()?.reject(new UnreadableObject(failure("missing-objects", header)));
      return lineEnd + 1;
    }
    const end = lineEnd + 1 + Number(size);
    if (bytes.length <= end) return 0;
    this.#waiting.shift()?.resolve({ id, type, content: bytes.subarray(lineEnd + 1, end) });
    return end + 1;
  }

  #end(problem: GitProblem): void {
    this.#problem ??= problem;
    // The end of its input ends git.
    this.#requests.push(null);
    for (const { reject } of this.#waiting.splice(0)) reject(new UnreadableObject(this.#problem));
  }
}

function failure(reason: "missing-objects" | "other", words: string): GitProblem {
  return { kind: "failed", exitCode: undefined, reason, cause: new GitProcessError(words) };
}
