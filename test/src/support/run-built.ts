import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { type BuildOutcome, outputFile } from "./build-with.js";
import { emptyFolder } from "./temporary-folder.js";

export interface RunOutcome {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
}

/**
 * Runs built code where nothing but the built code is: a new folder, a new process, no variables, no git on the
 * path.
 */
export async function runBuilt(
  build: BuildOutcome,
  { entry = "main", nodeArgs = [] }: { entry?: string; nodeArgs?: readonly string[] } = {},
): Promise<RunOutcome> {
  const directory = emptyFolder("run");
  for (const [file, content] of build.files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  }
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [...nodeArgs, join(directory, outputFile(build, entry))],
    { cwd: directory, extendEnv: false, env: {}, reject: false },
  );
  return { exitCode, stdout, stderr };
}

/** What the built entry printed, for one that has to succeed. */
export async function printedBy(build: BuildOutcome, entry = "main"): Promise<string> {
  const { exitCode, stdout, stderr } = await runBuilt(build, { entry });
  if (exitCode !== 0) throw new Error(`the built file exited with ${exitCode}:\n${stderr}`);
  return stdout;
}
