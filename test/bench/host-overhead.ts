import { resolve } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../src/support/clean-environment.js";
import { HOSTS, type Host } from "../src/support/host-config.js";
import { ENTRIES, generateProject } from "./generated-project.js";
import { formatRatio, formatSpread, interleave, type Sample } from "./measure.js";
import type { Table } from "./table.js";

const MODULES = 3000;
const TRACKED = 20;
const ROUNDS = 7;
const SCRIPT = resolve(import.meta.dirname, "host-build.mjs");

/** What the plugin adds to a build of each bundler. */
export async function hostOverhead(): Promise<Table> {
  const { directory } = generateProject(MODULES, TRACKED);
  const sample =
    (host: Host, variant: keyof typeof ENTRIES): Sample<"build" | "command"> =>
    async () => {
      const start = performance.now();
      const { stdout } = await execa(process.execPath, [SCRIPT, host, ENTRIES[variant], variant], {
        cwd: directory,
        extendEnv: false,
        env: cleanEnvironment(),
      });
      const command = performance.now() - start;
      const { build } = JSON.parse(stdout.split("\n").at(-1) ?? "") as { build: number };
      return { build, command };
    };
  const rows: string[][] = [];
  for (const host of HOSTS) {
    const times = await interleave(
      { with: sample(host, "with"), without: sample(host, "without") },
      ROUNDS,
    );
    rows.push([
      host,
      formatSpread(times.without.build),
      formatSpread(times.with.build),
      formatRatio(times.with.build, times.without.build),
      formatRatio(times.with.command, times.without.command),
    ]);
  }
  return {
    title: "A build with the plugin against the same build without it",
    note: `${MODULES} modules, ${TRACKED} of them tracked with a commit each; a new process for every build, ${ROUNDS} rounds, with and without in turn. Median (least to most) of the bundler's own time, its ratio, and the ratio of the whole command, which loads the plugin too.`,
    columns: ["bundler", "without", "with", "build", "command"],
    rows,
  };
}
