import { resolve } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "./clean-environment.js";

export const PROGRAM = resolve(import.meta.dirname, "../../../packages/unplugin/dist/cli.js");

export interface InlineageOutcome {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
}

/** The `inlineage` program in a process of its own. */
export async function inlineage(
  cwd: string,
  args: readonly string[],
  { input = "", env = {} }: { input?: string | Uint8Array; env?: Record<string, string> } = {},
): Promise<InlineageOutcome> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [PROGRAM, ...args], {
    cwd,
    input,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment(env),
  });
  return { exitCode, stdout, stderr };
}

/** What it prints as `--json`. */
export async function inlineageJson(
  cwd: string,
  args: readonly string[],
  options: { input?: string | Uint8Array } = {},
): Promise<unknown> {
  const { stdout, stderr } = await inlineage(cwd, [...args, "--json"], options);
  if (stdout === "") throw new Error(`inlineage ${args.join(" ")} printed nothing:\n${stderr}`);
  return JSON.parse(stdout);
}
