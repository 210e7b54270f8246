import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { cleanEnvironment } from "./clean-environment.js";

export interface HttpService {
  url: string;
  /** Sends the signal and waits. @returns how the process ended */
  stop(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/**
 * Starts a program that prints the address it serves at, on a free port. It is killed when the test ends.
 *
 * @throws when it ends before it has printed an address
 */
export async function startService(
  command: readonly [program: string, ...args: string[]],
  directory: string,
): Promise<HttpService> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: directory,
    env: cleanEnvironment({ PORT: "0" }),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what `npm` started ends with it.
    detached: true,
  });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await ended;
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  for await (const line of createInterface(child.stdout)) {
    const [url] = line.match(/http:\/\/[^\s/]+/) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      async stop(signal) {
        child.kill(signal);
        const [code, by] = await ended;
        return { code, signal: by };
      },
    };
  }
  throw new Error(`${command.join(" ")} printed no address:\n${errors}`);
}
