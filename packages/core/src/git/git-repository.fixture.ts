import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished, vi } from "vitest";

/**
 * A new temporary folder without symbolic links in its path, removed when the test ends.
 *
 * @param whenDone `afterAll` for a folder that the tests of a file share
 */
export function temporaryFolder(
  name = "folder",
  whenDone: (remove: () => void) => void = onTestFinished,
): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `inlineage-${name}-`));
  whenDone(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Sets variables of this process until the test ends, as the surroundings of a build would. */
export function stubEnvironment(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** Takes the git program away until the test ends. */
export function hideGit(): void {
  stubEnvironment({ PATH: temporaryFolder("no-programs") });
}

const PATH = process.env.PATH;
const FIRST_COMMIT = Date.parse("2024-01-01T00:00:00Z");
const MINUTE = 60_000;

/** In one process: to start one from here takes longer than git does. */
const COMMIT = `set -e
git add --all
git -c maintenance.auto=false -c gc.auto=0 commit --quiet --allow-empty --message "a change"
git rev-parse HEAD`;

/** Git as it answers where nothing is configured and nothing inherited. */
export function plainGit(cwd: string, args: readonly string[], minutes = 0): string {
  return runPlainly("git", args, { cwd, minutes });
}

function runPlainly(
  program: string,
  args: readonly string[],
  { cwd, minutes }: { cwd: string; minutes: number },
): string {
  const date = new Date(FIRST_COMMIT + minutes * MINUTE).toISOString();
  return execFileSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH,
      HOME: "/nonexistent",
      LC_ALL: "C.UTF-8",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      // Submodules and partial clones of a folder beside: git refuses the file protocol there unless asked.
      GIT_ALLOW_PROTOCOL: "file",
      GIT_AUTHOR_NAME: "A Tester",
      GIT_AUTHOR_EMAIL: "tester@example.org",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: "A Tester",
      GIT_COMMITTER_EMAIL: "tester@example.org",
      GIT_COMMITTER_DATE: date,
    },
  }).replace(/\n$/, "");
}

/** A real repository whose commits depend on nothing but what the test wrote. */
export class GitRepository {
  readonly directory: string;
  #calls = 0;

  /** For what another git command makes: a clone, a linked work tree, a submodule. */
  constructor(directory: string) {
    this.directory = directory;
  }

  static create(
    directory = temporaryFolder("repository"),
    ...options: readonly string[]
  ): GitRepository {
    mkdirSync(directory, { recursive: true });
    const repository = new GitRepository(directory);
    repository.git("init", "--quiet", "--initial-branch=main", ...options);
    return repository;
  }

  /** A clone made as over a network, so that depth and filters count. */
  clone(...options: readonly string[]): GitRepository {
    const directory = join(temporaryFolder("clone"), "clone");
    this.git("config", "uploadpack.allowFilter", "true");
    this.git("clone", "--quiet", ...options, `file://${this.directory}`, directory);
    return new GitRepository(directory);
  }

  path(file: string): string {
    return join(this.directory, file);
  }

  /** @returns the file's absolute path */
  write(file: string, content: string | Uint8Array): string {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
    return this.path(file);
  }

  /**
   * Writes the files, then commits everything in the work tree.
   *
   * @returns the new commit
   */
  commit(files: Readonly<Record<string, string>> = {}): string {
    for (const [file, content] of Object.entries(files)) this.write(file, content);
    return runPlainly("sh", ["-c", COMMIT], { cwd: this.directory, minutes: this.#calls++ });
  }

  head(): string {
    return this.git("rev-parse", "HEAD");
  }

  /** The oracle: what git itself answers about one file. */
  lastCommit(file: string): string {
    return this.git("--literal-pathspecs", "log", "-1", "--format=%H", "--", file);
  }

  /** The oracle for content. */
  hashObject(file: string): string {
    return this.git("hash-object", "--", file);
  }

  /** @returns standard output without its last line end */
  git(...args: readonly string[]): string {
    return plainGit(this.directory, args, this.#calls++);
  }
}
