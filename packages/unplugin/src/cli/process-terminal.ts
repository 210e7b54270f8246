import type { Terminal } from "./command.js";
import { progressLine } from "./progress-line.js";

/** The terminal, or the files and pipes, that this process was started with. */
export function processTerminal({ stdin, stdout, stderr, env } = process): Terminal {
  const line = stderr.isTTY ? progressLine((text) => stderr.write(text), stderr) : undefined;
  // A reader that has seen enough, such as `head`, closes the pipe.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  return {
    print(text) {
      line?.wipe();
      stdout.write(`${text}\n`);
    },
    complain(text) {
      line?.wipe();
      stderr.write(`${text}\n`);
    },
    progress: (text) => line?.show(text),
    colour: wantsColour(env, stdout.isTTY),
    columns: stdout.isTTY ? stdout.columns : undefined,
    input: stdin,
  };
}

/** As https://no-color.org and https://force-color.org say; without either, colours are for terminals that have them. */
export function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return !["0", "false"].includes(env.FORCE_COLOR);
  return isTerminal === true && env.TERM !== "dumb";
}
