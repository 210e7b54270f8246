import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnvironment } from "./clean-environment.js";
import { projectFolder } from "./temporary-folder.js";

/** File name, relative to the top level and with `/`, to content. */
export type Files = Record<string, string>;

const FIRST_COMMIT = Date.parse("2024-01-01T00:00:00Z");
const MINUTE = 60_000;
/** In one process: to start one from here takes longer than git does. */
const COMMIT = `set -e
git add --all
git -c maintenance.auto=false -c gc.auto=0 commit --quiet --allow-empty --message "$1"
git rev-parse HEAD`;
const TESTER = { name: "A Tester", email: "tester@example.org" };

/** A real repository in a temporary folder. Its commits depend on nothing but what the test wrote. */
export class GitRepository {
  readonly directory: string;
  #calls = 0;
  #hasCommits = false;

  /** @param directory an existing folder; default: a new one in which the packages resolve */
  constructor(name: string, directory = projectFolder(name)) {
    this.directory = directory;
    this.git("init", "--quiet", "--initial-branch=main");
  }

  path(file: string): string {
    return join(this.directory, file);
  }

  write(files: Files): void {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), content);
    }
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  remove(...files: readonly string[]): void {
    for (const file of files) rmSync(this.path(file));
  }

  /**
   * Writes the files, then commits everything in the work tree.
   *
   * @returns the new commit
   */
  commit(message: string, files: Files = {}): string {
    this.write(files);
    this.#hasCommits = true;
    // Each of its commands is a call, and the commit is the second.
    this.#calls += 1;
    const commit = this.#run("sh", ["-c", COMMIT, "sh", message]);
    this.#calls += 1;
    return commit;
  }

  /** Commits each of these files by itself, in one process: with three for each, they are most of a short test. */
  commitEach(files: Files): void {
    this.write(files);
    const from = this.#hasCommits ? "from refs/heads/main^0\n" : "";
    // JSON quotes names as git reads them.
    const commits = Object.entries(files).map(([file, content], index) => {
      const message = `Add ${file}`;
      return `commit refs/heads/main
committer ${TESTER.name} <${TESTER.email}> ${this.#nextDate().getTime() / 1000} +0000
data ${Buffer.byteLength(message)}
${message}
${index === 0 ? from : ""}M 100644 inline ${JSON.stringify(file)}
data ${Buffer.byteLength(content)}
${content}
`;
    });
    this.#run("git", ["fast-import", "--quiet"], commits.join(""));
    this.#hasCommits = true;
    this.git("reset", "--quiet");
  }

  head(): string {
    return this.git("rev-parse", "HEAD");
  }

  /** The oracle: what git itself answers about one file. */
  lastCommit(file: string): string {
    return this.git("--literal-pathspecs", "log", "-1", "--format=%H", "--", file);
  }

  /** @returns standard output without its last line end */
  git(...args: readonly string[]): string {
    return this.#run("git", args);
  }

  #run(program: string, args: readonly string[], input = ""): string {
    const date = this.#nextDate().toISOString();
    return execFileSync(program, args, {
      cwd: this.directory,
      encoding: "utf8",
      input,
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["pipe", "pipe", "pipe"],
      env: cleanEnvironment({
        GIT_AUTHOR_NAME: TESTER.name,
        GIT_AUTHOR_EMAIL: TESTER.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: TESTER.name,
        GIT_COMMITTER_EMAIL: TESTER.email,
        GIT_COMMITTER_DATE: date,
      }),
    }).replace(/\n$/, "");
  }

  /** Each call of git is a minute after the last one. */
  #nextDate(): Date {
    return new Date(FIRST_COMMIT + this.#calls++ * MINUTE);
  }
}
