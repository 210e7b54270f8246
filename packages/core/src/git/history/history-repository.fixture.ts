import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HistoryEntry } from "./history-tree.fixture.js";
import type { History } from "./random-history.fixture.js";

/**
 * Makes a repository of a history with one `git fast-import` process. `main`, which HEAD names, is at the last
 * commit; no file is checked out.
 *
 * @param directory where to; made when missing
 * @param unpacked loose objects instead of one pack
 * @returns the commits' ids, in the order of `history.commits`
 */
export async function createHistoryRepository(
  directory: string,
  history: History,
  { unpacked = false } = {},
): Promise<string[]> {
  await createEmptyRepository(directory, history.objectFormat);
  const limit = `fastimport.unpackLimit=${unpacked ? 1_000_000 : 1}`;
  const output = await git(
    directory,
    ["-c", limit, "fast-import", "--quiet"],
    importStream(history),
  );
  return output.trimEnd().split("\n");
}

/** The two files and two folders that make a repository; `git init` would take longer than the import. */
async function createEmptyRepository(
  directory: string,
  objectFormat: History["objectFormat"],
): Promise<void> {
  const gitDir = join(directory, ".git");
  const config =
    objectFormat === "sha1"
      ? "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
      : "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tobjectformat = sha256\n";
  await mkdir(join(gitDir, "objects"), { recursive: true });
  await mkdir(join(gitDir, "refs"));
  await writeFile(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(gitDir, "config"), config);
}

/** git-fast-import(1). Every commit says its whole tree. */
function importStream({ commits, objectFormat }: History): string {
  const idLength = objectFormat === "sha1" ? 40 : 64;
  const lines: string[] = [];
  commits.forEach(({ parents, tree, time }, index) => {
    const [first, ...others] = parents;
    // Without this a root would get the branch's last commit as its parent.
    lines.push("reset refs/heads/main", "", "commit refs/heads/main", `mark :${index + 1}`);
    lines.push(`committer A U Thor <author@example.com> ${time} +0130`);
    lines.push(...data(`commit ${index}`));
    if (first !== undefined) lines.push(`from :${first + 1}`);
    for (const parent of others) lines.push(`merge :${parent + 1}`);
    lines.push("deleteall");
    for (const [path, entry] of tree) lines.push(...modify(path, entry, idLength));
    lines.push("", `get-mark :${index + 1}`);
  });
  return `${lines.join("\n")}\n`;
}

function modify(path: string, { mode, content }: HistoryEntry, idLength: number): string[] {
  const name = quote(path);
  if (mode === "160000") return [`M 160000 ${String(content + 1).repeat(idLength)} ${name}`];
  return [`M ${mode} inline ${name}`, ...data(`content ${content}`)];
}

function data(text: string): string[] {
  return [`data ${Buffer.byteLength(text)}`, text];
}

function quote(path: string): string {
  const octal = [...pathBytes(path)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `"${octal.join("")}"`;
}

/** A lone surrogate U+DC80 to U+DCFF stands for one byte that isn't UTF-8. */
function pathBytes(path: string): Buffer {
  const parts = [...path].map((character) => {
    const code = character.codePointAt(0) as number;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code & 0xff]) : Buffer.from(character);
  });
  return Buffer.concat(parts);
}

/**
 * What git itself answers for each set of paths: the oracle. A shell starts git, as to start it from here takes longer
 * than git does.
 */
export async function lastCommitsByGit(
  directory: string,
  start: string,
  sets: readonly (readonly string[])[],
): Promise<string[]> {
  const command = ["git", "--literal-pathspecs", "log", "-1", "--format=%H %cI", start, "--"];
  const lines = sets.map(
    (paths) => `${[...command, ...paths].map(inShell).join(" ")} || exit\necho\n`,
  );
  const output = await run("sh", ["-s"], { cwd: directory, input: lines.join("") });
  // An empty line ends each answer, also an empty one.
  const answers = output.match(/(?:.+\n)?\n/g) ?? [];
  return answers.map((answer) => answer.trimEnd());
}

function inShell(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

function git(directory: string, args: readonly string[], input?: string): Promise<string> {
  return run("git", args, { cwd: directory, input });
}

function run(
  program: string,
  args: readonly string[],
  { cwd, input }: { cwd: string; input?: string | undefined },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd, env: PLAIN_ENVIRONMENT, maxBuffer: 1024 ** 3 },
      (error, stdout, stderr) =>
        error ? reject(new Error(`${stderr}${input ?? ""}`)) : resolve(stdout),
    );
    child.stdin?.end(input);
  });
}

/** No configuration but the repository's own. */
const PLAIN_ENVIRONMENT = {
  PATH: process.env.PATH,
  LC_ALL: "C",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};
