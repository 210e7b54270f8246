import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { type Files, GitRepository } from "../support/git-repository.js";
import { emptyFolder } from "../support/temporary-folder.js";

/** What a build script printed, and whether it ended well. */
export interface ScriptOutcome {
  ok: boolean;
  /** Standard output and error, as a user sees them. */
  printed: string;
  /** What the script reported with `report(value)`, in order. */
  reported: unknown[];
}

const REPORT = "report: ";

const SCRIPT_START = `import * as esbuild from "esbuild";
import { readFileSync, writeFileSync, rmSync, existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import inlineage from "unplugin-inlineage/esbuild";

const report = (value) => console.log(${JSON.stringify(REPORT)} + JSON.stringify(value ?? null));
`;

/** The import that marks need. */
export const TRACKED = 'import { tracked } from "@inlineage/runtime";\n';

/** An entry that prints the versions, and nothing else. */
export const PRINTS_VERSIONS =
  'import versions from "virtual:versions";\nconsole.log(JSON.stringify(versions));\n';

/** A repository with a commit for each file, so that no two files share their last commit. */
export function repositoryOf(files: Files): GitRepository {
  const repository = new GitRepository("esbuild");
  repository.commitEach({ ".gitignore": "dist\nbuild.mjs\n", ...files });
  return repository;
}

/** Writes a build script with `esbuild`, `inlineage` and `report` at hand. @returns its path */
export function writeScript(directory: string, body: string): string {
  const script = join(directory, "build.mjs");
  writeFileSync(script, `${SCRIPT_START}${body}`);
  return script;
}

/** Runs a build script in a process of its own. */
export async function runScript(directory: string, body: string): Promise<ScriptOutcome> {
  const script = writeScript(directory, body);
  const { exitCode, all, stdout } = await execa(process.execPath, [script], {
    cwd: directory,
    all: true,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment(),
    timeout: 100_000,
  });
  const reported = stdout
    .split("\n")
    .filter((line) => line.startsWith(REPORT))
    .map((line) => JSON.parse(line.slice(REPORT.length)) as unknown);
  return { ok: exitCode === 0, printed: all, reported };
}

/** Like `runScript`, for a script that has to succeed. */
export async function mustRun(directory: string, body: string): Promise<ScriptOutcome> {
  const outcome = await runScript(directory, body);
  if (!outcome.ok) throw new Error(`the build script failed:\n${outcome.printed}`);
  return outcome;
}

/**
 * Starts a build script that goes on until the test ends. Nothing of it is read: esbuild's process would hold its
 * pipes, and may outlive it where that isn't killed with it.
 */
export function startScript(directory: string, body: string): void {
  const running = execa(process.execPath, [writeScript(directory, body)], {
    cwd: directory,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment(),
    stdio: "ignore",
    detached: true,
  });
  onTestFinished(async () => {
    if (running.pid !== undefined && running.exitCode === null) {
      process.kill(-running.pid, "SIGKILL");
    }
    await running;
  });
}

/**
 * Runs a built file in a process of its own, in a folder that holds nothing but what was built with it.
 *
 * @returns what it printed, as JSON
 */
export async function printedVersions(file: string): Promise<unknown> {
  const folder = emptyFolder("esbuild-output");
  copyBuilt(dirname(file), folder);
  const { stdout } = await execa(process.execPath, [join(folder, relative(dirname(file), file))], {
    cwd: folder,
    extendEnv: false,
    env: {},
  });
  return JSON.parse(stdout);
}

/** Not `cpSync`: when a watching build shortens a file just then, libuv 1.46 copies on forever. */
function copyBuilt(from: string, to: string): void {
  for (const path of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const file = join(path.parentPath, path.name);
    const copy = join(to, relative(from, file));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, readFileSync(file));
  }
}

/** What git answers: tracked name to the commit that changed its file last. */
export function committed(
  repository: GitRepository,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map(([name, file]) => [name, repository.lastCommit(file)]));
}

/** The version of a file that was edited since its last commit. */
export function dirty(repository: GitRepository, file: string): string {
  const blob = repository.git("hash-object", file);
  return `${repository.lastCommit(file)}-dirty.${blob.slice(0, 12)}`;
}
