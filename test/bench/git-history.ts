import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { concurrently } from "../../packages/core/dist/git/concurrently.js";
import { gitEnvironment } from "../../packages/core/dist/git/git-environment.js";
import { lastCommits } from "../../packages/core/dist/git/last-commits.js";
import { findRepository, type Repository } from "../../packages/core/dist/git/repository.js";
import { emptyFolder } from "../src/support/temporary-folder.js";
import { seededRandom, writeLargeHistory } from "./git-large-history.js";
import { formatRatio, formatSpread, interleave } from "./measure.js";
import type { Table } from "./table.js";

const COMMITS = 24_000;
const SEED = 1;
const PROCESSES = 4;

/** Processes for more files take so long that they are measured for these many. The files are in no order. */
const SAMPLE = 100;

/** How many files, how often each way to find their commits is tried, and what ratio is allowed. */
const SIZES = [
  { count: 20, rounds: 15, budget: 1, budgetWithFilters: 1.1 },
  { count: 100, rounds: 7, budget: 0.3, budgetWithFilters: 1 },
  { count: 500, rounds: 5, budget: 0.06, budgetWithFilters: 0.5 },
] as const;

/** What it takes to find the last commits of files in a large history. */
export async function gitHistory(): Promise<Table> {
  const directory = emptyFolder("large-history");
  await writeLargeHistory(directory, { seed: SEED, commits: COMMITS });
  const history = await openHistory(directory);
  const { oldest, files } = await pickFiles(history);

  const rows = [await againstProcesses("the oldest file", history, [oldest], 15, 1.1)];
  for (const { count, rounds, budget } of SIZES) {
    const some = files.slice(0, count);
    rows.push(await againstProcesses(`${count} files`, history, some, rounds, budget));
    rows.push(
      await againstFirstTime(`${count} files again, same HEAD`, history, some, rounds, 0.05),
    );
  }
  await git(history, "commit-graph", "write", "--reachable", "--changed-paths");
  for (const { count, rounds, budgetWithFilters } of SIZES) {
    const name = `${count} files, changed-path filters`;
    const some = files.slice(0, count);
    rows.push(await againstProcesses(name, history, some, rounds, budgetWithFilters));
  }
  return {
    title: "The last commits of files in a large history",
    note: `${COMMITS} made-up commits with merges, always the same ones; files picked at random; no commit-graph, except where changed-path filters are written. Against \`git log -1\` for each file, ${PROCESSES} at a time, measured for ${SAMPLE} of the files where there are more and taken for all in proportion; "again" is against the first time, which fills the cache. In turn; median (least to most).`,
    columns: ["what", "against", "inlineage", "ratio", "budget"],
    rows,
  };
}

interface LargeHistory {
  repository: Repository;
  head: string;
}

async function openHistory(directory: string): Promise<LargeHistory> {
  const lookup = await findRepository(directory);
  if (lookup.kind !== "repository" || lookup.repository.head.kind !== "commit") {
    throw new Error(`no history in ${directory}`);
  }
  return { repository: lookup.repository, head: lookup.repository.head.commit };
}

async function pickFiles(history: LargeHistory): Promise<{ oldest: string; files: string[] }> {
  const listing = await git(history, "ls-tree", "-r", "-z", "--name-only", history.head);
  const files = listing.split("\0").filter(Boolean);
  const random = seededRandom(SEED);
  const places = new Map(files.map((file) => [file, random()]));
  files.sort((a, b) => (places.get(a) as number) - (places.get(b) as number));
  const dates = [...(await lastCommits(history.repository, files))].map(
    ([file, answer]) => [file, answer.kind === "commit" ? (answer.date ?? "") : ""] as const,
  );
  const [oldest] = dates.reduce((a, b) => (b[1] < a[1] ? b : a));
  return { oldest, files };
}

async function againstProcesses(
  name: string,
  history: LargeHistory,
  files: readonly string[],
  rounds: number,
  budget: number,
): Promise<string[]> {
  const sample = files.slice(0, SAMPLE);
  const share = sample.length / files.length;
  const ask = (file: string) => git(history, "log", "-1", "--format=%H", history.head, "--", file);
  const { processes, inlineage } = await interleave(
    {
      processes: timed(() => concurrently(PROCESSES, sample, ask)),
      inlineage: timed(() => lastCommits(history.repository, files)),
    },
    rounds,
  );
  const all = processes.time.map((time) => time / share);
  return row(name, all, inlineage.time, budget);
}

async function againstFirstTime(
  name: string,
  { repository }: LargeHistory,
  files: readonly string[],
  rounds: number,
  budget: number,
): Promise<string[]> {
  const cache = join(emptyFolder("cache"), "commits");
  const find = timed(() => lastCommits(repository, files, { cache }));
  const first = () => {
    rmSync(cache, { recursive: true, force: true });
    return find();
  };
  // The first round begins with the one named first, so that there is something to find again.
  const times = await interleave({ first, again: find }, rounds);
  return row(name, times.first.time, times.again.time, budget);
}

function timed(find: () => Promise<unknown>): () => Promise<{ time: number }> {
  return async () => {
    const start = performance.now();
    await find();
    return { time: performance.now() - start };
  };
}

function row(
  name: string,
  base: readonly number[],
  values: readonly number[],
  budget: number,
): string[] {
  return [name, formatSpread(base), formatSpread(values), formatRatio(values, base), `${budget}x`];
}

const run = promisify(execFile);

/** In the same surroundings that inlineage's own processes have. */
async function git({ repository }: LargeHistory, ...args: readonly string[]): Promise<string> {
  const env = gitEnvironment(process.env);
  const options = { cwd: repository.topLevel, env, maxBuffer: 2 ** 28 };
  return (await run("git", args, options)).stdout;
}
