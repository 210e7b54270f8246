import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../src/support/clean-environment.js";
import { ENTRIES, type GeneratedProject, generateProject } from "./generated-project.js";
import { formatRatio, formatSpread, interleave, type Sample } from "./measure.js";
import type { Table } from "./table.js";

/** Those with a budget. */
const HOSTS = ["vite", "rolldown", "rspack", "esbuild", "rollup", "webpack"] as const;
type Host = (typeof HOSTS)[number];

const TRACKED = 20;
/** Files with marks that no entry reaches: only esbuild has to do more for them. */
const UNREACHED = 5;
const ROUNDS = 9;
/** What a bundler may take for its rounds, once there were three. */
const MILLISECONDS = 20_000;
const SCRIPT = resolve(import.meta.dirname, "host-build.mjs");

type Measured = Record<"build" | "command" | "memory", number>;

interface Case {
  name: string;
  host: Host;
  project: GeneratedProject;
}

/** What the plugin adds to a build of each bundler. */
export async function hostOverhead(modules: number): Promise<Table> {
  const project = generateProject({ modules, tracked: TRACKED, unreached: 0 });
  const cases: Case[] = HOSTS.map((host) => ({ name: host, host, project }));
  const partly = generateProject({ modules, tracked: TRACKED, unreached: UNREACHED });
  cases.push({ name: "esbuild, some outside", host: "esbuild", project: partly });

  const rows: string[][] = [];
  for (const { name, host, project } of cases) {
    const { without, with: withPlugin } = await interleave(
      { without: sampleOf(host, project, "without"), with: sampleOf(host, project, "with") },
      ROUNDS,
      MILLISECONDS,
    );
    console.error(`${name} is measured`);
    rows.push([
      name,
      String(without.build.length),
      formatSpread(without.build),
      formatSpread(withPlugin.build),
      formatRatio(withPlugin.build, without.build),
      formatRatio(withPlugin.command, without.command),
      formatRatio(withPlugin.memory, without.memory),
    ]);
  }
  return {
    title: `A build of ${modules} modules with the plugin against the same build without it`,
    note: `${TRACKED} modules are tracked, with a commit each (and ${UNREACHED} more that no entry reaches, where it says so); a new process for every build, nothing remembered from the one before, with and without in turn. Median (least to most) of the bundler's own time, its ratio, the ratio of the whole command, which loads bundler and plugin too, and the ratio of its memory at the most.`,
    columns: ["bundler", "rounds", "without", "with", "build", "command", "memory"],
    rows,
  };
}

function sampleOf(
  host: Host,
  { directory, cache }: GeneratedProject,
  variant: keyof typeof ENTRIES,
): Sample<keyof Measured> {
  return async () => {
    rmSync(cache, { recursive: true, force: true });
    const start = performance.now();
    const { stdout } = await execa(process.execPath, [SCRIPT, host, ENTRIES[variant], variant], {
      cwd: directory,
      extendEnv: false,
      env: cleanEnvironment(),
    });
    const command = performance.now() - start;
    const { build, memory } = JSON.parse(stdout.split("\n").at(-1) ?? "") as Measured;
    return { build, command, memory };
  };
}
