import { setTimeout as pause } from "node:timers/promises";
import type { PluginBuild } from "esbuild";
import type { Pass } from "./pass.js";

/**
 * esbuild does any small task in about 1 ms while it waits for this plugin, and in 10 to 500 ms while it scans
 * 3,000 modules on 2 cores: tasks share its threads.
 */
const QUICK_MILLISECONDS = 4;
const PAUSE_MILLISECONDS = 4;

/** A build made only for what it reaches costs most of the user's: not before there is little doubt. */
const IDLE = {
  quickTasks: 3,
  quietMilliseconds: 30,
  // On a machine busy with other things no task is quick. The part is one of the time since the build began.
  mostQuietMilliseconds: 250,
  mostQuietPart: 0.3,
};

/** A last look whether more files come from where nobody looked beforehand. */
const RESTING = {
  quickTasks: 2,
  quietMilliseconds: 0,
  mostQuietMilliseconds: 50,
  mostQuietPart: 0,
};

/** @returns once the pass is complete, or esbuild seems to have nothing left to do but wait */
export async function untilIdle(pass: Pass, build: PluginBuild): Promise<void> {
  await Promise.race([pass.completion(), untilSlack(pass, build, IDLE, () => !pass.isComplete)]);
}

/** @returns once esbuild seems to have nothing left to do but wait */
export async function untilResting(pass: Pass, build: PluginBuild): Promise<void> {
  await untilSlack(pass, build, RESTING, () => !pass.hasFailed);
}

async function untilSlack(
  pass: Pass,
  { esbuild }: PluginBuild,
  enough: typeof IDLE,
  isWorthWaiting: () => boolean,
): Promise<void> {
  let quickTasks = 0;
  while (isWorthWaiting()) {
    const untilQuiet = enough.quietMilliseconds - (performance.now() - pass.lastNewsAt);
    if (untilQuiet > 0) {
      quickTasks = 0;
      await pause(untilQuiet);
      continue;
    }
    const start = performance.now();
    await esbuild.transform("", { logLevel: "silent" });
    const now = performance.now();
    quickTasks = now - start < QUICK_MILLISECONDS ? quickTasks + 1 : 0;
    if (quickTasks >= enough.quickTasks) return;

    const part = (now - pass.startedAt) * enough.mostQuietPart;
    if (now - pass.lastNewsAt > Math.max(enough.mostQuietMilliseconds, part)) return;
    await pause(PAUSE_MILLISECONDS);
  }
}
