import { execa } from "execa";
import { cleanEnvironment } from "../src/support/clean-environment.js";

/** How much history to make. With the same seed anyone gets the same commits. */
export interface LargeHistoryOptions {
  seed: number;
  commits: number;
}

/** Path to a number that stands for a content. */
type Files = Map<string, number>;

/** A line of development: what it took from `main` last, and what it has now. */
interface Branch {
  tip: number;
  base: Files;
  files: Files;
}

const OPEN_BRANCHES = 6;
const FIRST_FILES = 400;
const DELETED = -1;

/**
 * Writes a repository like that of a busy project: branches of a few commits that are merged with a merge commit,
 * some of them two at once, some brought up to date with `main` before; some work on `main` itself; a few files that
 * change all the time and many that nobody touched for years.
 *
 * @param directory a new folder; no file is checked out
 */
export async function writeLargeHistory(
  directory: string,
  { seed, commits }: LargeHistoryOptions,
): Promise<void> {
  const options = { env: cleanEnvironment(), extendEnv: false };
  const git = (...args: readonly string[]) => ["-C", directory, ...args];
  await execa("git", ["init", "--quiet", "--initial-branch=main", directory], options);
  const stdin = importStream(seed, commits);
  await execa("git", git("fast-import", "--quiet"), { ...options, stdin });
  // As a clone has it: one pack.
  await execa("git", git("repack", "-a", "-d", "--quiet"), options);
}

/** git-fast-import(1). */
function* importStream(seed: number, count: number): Generator<string> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const paths: string[] = [];
  const neighbours = new Map<string, string[]>();
  const main: Branch = { tip: 0, base: new Map(), files: new Map() };
  const open: Branch[] = [];
  let marks = 0;
  let contents = 0;

  const newPath = (
    folder = `packages/p${below(12)}/${["src", "lib", "test"][below(3)]}`,
  ): string => {
    const path = `${folder}/d${below(20)}/file-${paths.length}.ts`;
    paths.push(path);
    neighbours.set(folder, [...(neighbours.get(folder) ?? []), path]);
    return path;
  };
  /** Of files in the order they were made: one that changes all the time, a new one, now and then any. */
  const pickFrom = (some: readonly string[]): string => {
    const dice = random();
    if (dice < 0.5) return some[below(some.length / 10)] as string;
    if (dice < 0.97) return some[some.length - 1 - below(some.length / 20)] as string;
    return some[below(some.length)] as string;
  };
  const pickNear = (path: string): string =>
    pickFrom(neighbours.get(path.split("/").slice(0, 3).join("/")) as string[]);

  const commit = (branch: Branch, merged: readonly number[], changes: Files): string => {
    marks += 1;
    const message = `commit ${marks}`;
    const lines = [
      "commit refs/heads/main",
      `mark :${marks}`,
      `committer A U Thor <author@example.com> ${1_300_000_000 + marks * 3600} +0000`,
      `data ${message.length}\n${message}`,
      ...(branch.tip === 0 ? [] : [`from :${branch.tip}`]),
      ...merged.map((tip) => `merge :${tip}`),
      ...[...changes].map(([path, content]) => change(path, content)),
    ];
    for (const [path, content] of changes) {
      if (content === DELETED) branch.files.delete(path);
      else branch.files.set(path, content);
    }
    branch.tip = marks;
    return `${lines.join("\n")}\n\n`;
  };

  const edit = (branch: Branch): string => {
    const edits = 1 + Math.floor(random() ** 3 * 10);
    const first = random() < 0.1 ? newPath() : pickFrom(paths);
    const changes: Files = new Map([[first, ++contents]]);
    while (changes.size < edits) {
      changes.set(random() < 0.7 ? pickNear(first) : pickFrom(paths), ++contents);
      if (random() < 0.1) break;
    }
    if (random() < 0.05) changes.set(pickFrom(paths), DELETED);
    return commit(branch, [], changes);
  };

  const merge = (into: Branch, sides: readonly Branch[]): string => {
    const changes: Files = new Map();
    for (const { files, base } of sides) {
      for (const path of new Set([...files.keys(), ...base.keys()])) {
        const theirs = files.get(path);
        const ours = changes.get(path) ?? into.files.get(path);
        if (theirs === base.get(path) || theirs === ours) continue;
        const clean = ours === base.get(path);
        changes.set(path, theirs === undefined ? DELETED : clean ? theirs : ++contents);
      }
    }
    return commit(
      into,
      sides.map(({ tip }) => tip),
      changes,
    );
  };

  const first: Files = new Map(Array.from({ length: FIRST_FILES }, () => [newPath(), ++contents]));
  yield commit(main, [], first);
  while (marks < count) {
    const dice = random();
    const branch = open[below(open.length)];
    if (branch === undefined || (dice < 0.1 && open.length < OPEN_BRANCHES)) {
      const started = { tip: main.tip, base: new Map(main.files), files: new Map(main.files) };
      open.push(started);
      yield edit(started);
    } else if (dice < 0.55) {
      yield edit(main);
    } else if (dice < 0.87) {
      yield edit(branch);
    } else if (dice < 0.89) {
      yield merge(branch, [{ tip: main.tip, base: branch.base, files: main.files }]);
      branch.base = new Map(main.files);
    } else {
      yield merge(main, open.splice(open.indexOf(branch), random() < 0.05 ? 2 : 1));
    }
  }
  yield `reset refs/heads/main\nfrom :${main.tip}\n\n`;
}

function change(path: string, content: number): string {
  if (content === DELETED) return `D ${path}`;
  const text = `export const path = "${path}";\nexport const revision = ${content};\n`;
  return `M 100644 inline ${path}\ndata ${text.length}\n${text}`;
}

/** Mulberry32: small, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
