import { statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import { PROGRAM } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { generatedEvents } from "./generated-events.js";

/** Told on standard error when the program ends. */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())));',
)}`;
const START = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;
const DEPLOYMENTS = 20;

export interface MeasuredReport {
  printed: string;
  /** The most memory it held, in megabytes. */
  megabytes: number;
  /** Processor time, in seconds. */
  seconds: number;
  /** Size of the page. */
  pageBytes: number;
}

/** Pipes generated events of seven days, 20 deployments, two arms and 24 hosts through `inlineage report`. */
export async function measuredReport(events: number): Promise<MeasuredReport> {
  const folder = emptyFolder("many-events");
  const deployments = Array.from({ length: DEPLOYMENTS }, (_, index) => ({
    time: index === 0 ? 0 : START + (index / DEPLOYMENTS) * 7 * DAY,
    versions: { Model: `${index}`.padStart(40, "a"), threshold: index / 10 },
  }));
  const { stdout, stderr } = await execa(
    process.execPath,
    ["--import", TELL_USAGE, PROGRAM, "report", "-", "-o", "report.html"],
    {
      ...{ cwd: folder, extendEnv: false, env: cleanEnvironment() },
      input: Readable.from(
        generatedEvents({
          ...{ events, from: START, to: START + 7 * DAY, rollout: 20_000, deployments },
          ...{ hosts: Array.from({ length: 24 }, (_, index) => `pod-${index}`), arms: ["A", "B"] },
        }),
      ),
    },
  );
  const usage = JSON.parse(stderr) as NodeJS.ResourceUsage;
  return {
    printed: stdout,
    megabytes: usage.maxRSS / 1024,
    seconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    pageBytes: statSync(join(folder, "report.html")).size,
  };
}
