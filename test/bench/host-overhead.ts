import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../src/support/clean-environment.js";
import { installFarm } from "../src/support/install-farm.js";
import { emptyFolder } from "../src/support/temporary-folder.js";
import { ENTRIES, type GeneratedProject, generateProject } from "./generated-project.js";
import { formatRatio, formatSpread, interleave, type Sample } from "./measure.js";
import type { Table } from "./table.js";

/** What a build with the plugin may take, once an earlier one found out all it can. */
const BUDGETS = {
  vite: "1.05x",
  rolldown: "1.05x",
  rspack: "1.05x",
  rsbuild: "none",
  esbuild: "1.1x",
  bun: "none",
  rollup: "1.05x",
  webpack: "1.05x",
  farm: "none",
} as const;
type Host = keyof typeof BUDGETS;
/** All that are installed with this repository. */
const HOSTS = (Object.keys(BUDGETS) as Host[]).filter((host) => host !== "farm");

const TRACKED = 20;
/** Files with marks that no entry reaches: only esbuild has to do more for them. */
const UNREACHED = 5;
const ROUNDS = 15;
/** What a bundler may take for its rounds, once there were five. */
const MILLISECONDS = 60_000;
const BUN = resolve(import.meta.dirname, "../../node_modules/.bin/bun");
const SCRIPT = resolve(import.meta.dirname, "host-build.mjs");

type Measured = Record<"build" | "command" | "memory", number>;

interface Case {
  name: string;
  host: Host;
  project: GeneratedProject;
  /** The same modules without marks: of what marks wrap, a bundler without the plugin can tell less. */
  unmarked: GeneratedProject;
  budget: string;
}

type Variant =
  | "without"
  /** Nothing is remembered from an earlier build. */
  | "first"
  /** All is. */
  | "again";

/**
 * Modules as large as real ones: 3.2 kB is the mean of the 9,648 that langchainjs, ai, outline and medusa have on GitHub,
 * tests and examples left out. Small ones have 0.7 kB.
 */
export const FUNCTIONS = { real: 15, small: 3 } as const;

/** What the plugin adds to a build of Farm, which is installed for it. */
export async function farmOverhead(modules: number, size: keyof typeof FUNCTIONS): Promise<Table> {
  const directory = emptyFolder("farm");
  writeFileSync(join(directory, "package.json"), '{ "private": true }\n');
  await installFarm(directory);
  const table = await hostOverhead(modules, size, ["farm"], directory);
  const note = `${table.note} Farm's own cache on the disk is off without the plugin too, which turns it off.`;
  return { ...table, title: `Farm: ${table.title}`, note };
}

/**
 * What the plugin adds to a build of each bundler.
 *
 * @param folder the one that Farm was installed in
 */
export async function hostOverhead(
  modules: number,
  size: keyof typeof FUNCTIONS,
  hosts: readonly Host[] = HOSTS,
  folder = "",
): Promise<Table> {
  const shape = { modules, functions: FUNCTIONS[size], tracked: TRACKED };
  const project = generateProject({ ...shape, marked: true, unreached: 0 });
  const unmarked = generateProject({ ...shape, marked: false, unreached: 0 });
  const cases: Case[] = hosts.map((host) => ({
    name: host,
    host,
    project,
    unmarked,
    budget: BUDGETS[host],
  }));
  if (hosts.includes("esbuild")) {
    const partly = {
      project: generateProject({ ...shape, marked: true, unreached: UNREACHED }),
      unmarked: generateProject({ ...shape, marked: false, unreached: UNREACHED }),
    };
    cases.push({ name: "esbuild, some outside", host: "esbuild", ...partly, budget: "2.2x" });
  }

  const rows: string[][] = [];
  for (const { name, host, project, unmarked, budget } of cases) {
    const { without, first, again } = await interleave(
      {
        without: sampleOf(host, unmarked, "without", folder),
        first: sampleOf(host, project, "first", folder),
        again: sampleOf(host, project, "again", folder),
      },
      ROUNDS,
      MILLISECONDS,
    );
    console.error(`${name} is measured`);
    rows.push([
      name,
      String(without.build.length),
      formatSpread(without.build),
      formatSpread(first.build),
      formatRatio(first.build, without.build),
      formatSpread(again.build),
      formatRatio(again.build, without.build),
      budget,
      formatRatio(again.command, without.command),
      formatRatio(again.memory, without.memory),
    ]);
  }
  const bytes = size === "real" ? "3.2 kB" : "0.7 kB";
  return {
    title: `A build of ${modules} TypeScript modules of ${bytes} with the plugin against the same build without it`,
    note: `${TRACKED} modules are tracked, with a commit each (and ${UNREACHED} more that no entry reaches, where it says so); what bundlers don't compile themselves, esbuild does (in Rollup and webpack) or Rspack's own loader; nothing is minified; a new process for every build, in turn: without the plugin, and without the marks; with it for the first time in a clone; and with it again, where node_modules has what the build before found out. Median (least to most) of the bundler's own time, its ratio to that without (the median of each round's), and of "again" also the ratios of the whole command, which loads bundler and plugin too, and of the memory at the most.`,
    columns: [
      "bundler",
      "rounds",
      "without",
      "first",
      "ratio",
      "again",
      "ratio",
      "budget",
      "command",
      "memory",
    ],
    rows,
  };
}

/** To be taken of "first" before it is of "again". */
function sampleOf(
  host: Host,
  { directory, cache }: GeneratedProject,
  variant: Variant,
  folder: string,
): Sample<keyof Measured> {
  const isWith = variant === "without" ? "without" : "with";
  return async () => {
    rmSync(join(directory, "dist"), { recursive: true, force: true });
    await touchMemory();
    if (variant === "first") rmSync(cache, { recursive: true, force: true });
    const start = performance.now();
    const program = host === "bun" ? BUN : process.execPath;
    const { stdout } = await execa(program, [SCRIPT, host, ENTRIES[isWith], isWith, folder], {
      cwd: directory,
      extendEnv: false,
      env: cleanEnvironment(),
    });
    const command = performance.now() - start;
    const { build, memory } = JSON.parse(stdout.split("\n").at(-1) ?? "") as Measured;
    return { build, command, memory };
  };
}

/** Virtual machines give memory back, and take long to hand it out again: not in the time of a build, then. */
async function touchMemory(): Promise<void> {
  await execa(process.execPath, ["--eval", "Buffer.alloc(500_000_000, 1)"]);
}
