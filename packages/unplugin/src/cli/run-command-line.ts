import { parseArgs } from "node:util";
import { InlineageError } from "@inlineage/core";
import {
  type Command,
  type CommandArguments,
  EXIT,
  type ExitCode,
  type Terminal,
} from "./command.js";
import { snapshotCommand } from "./snapshot-command.js";

const COMMANDS: ReadonlyMap<string, Command> = new Map([["snapshot", snapshotCommand]]);

/**
 * The `inlineage` program.
 *
 * @param args what follows the program's name
 * @returns the exit code: 0 when done, 2 when a command was misused or failed
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.complain(overview());
    return EXIT.failed;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    terminal.print(overview());
    return EXIT.ok;
  }
  const command = COMMANDS.get(name);
  if (!command) {
    const known = [...COMMANDS.keys()].join(", ");
    terminal.complain(`inlineage: there is no command ${quote(name)}; the commands are: ${known}`);
    return EXIT.failed;
  }
  const given = readArguments(command, rest);
  if (given.kind === "misuse") {
    terminal.complain(`inlineage ${name}: ${given.problem}; see inlineage ${name} --help`);
    return EXIT.failed;
  }
  if (given.values.help) {
    terminal.print(command.help);
    return EXIT.ok;
  }
  try {
    return await command.run(given, terminal);
  } catch (error) {
    if (!(error instanceof InlineageError)) throw error;
    terminal.complain(`inlineage ${name}: ${error.message}`);
    return EXIT.failed;
  }
}

type ArgumentsRead =
  | ({ kind: "arguments" } & CommandArguments)
  | { kind: "misuse"; problem: string };

function readArguments(command: Command, args: readonly string[]): ArgumentsRead {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const extra = positionals[command.maxPositionals];
    if (extra !== undefined)
      return { kind: "misuse", problem: `one argument too many: ${quote(extra)}` };
    return { kind: "arguments", positionals, values: values as CommandArguments["values"] };
  } catch (error) {
    return { kind: "misuse", problem: misuseOf(error) };
  }
}

/** The first sentence of Node's own words for a misused option, such as `unknown option '--x'`. */
function misuseOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith("ERR_PARSE_ARGS_")) throw error;
  const [sentence = message] = message.split(". ");
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function overview(): string {
  const width = Math.max(...[...COMMANDS.keys()].map((name) => name.length));
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: inlineage COMMAND [ARGUMENTS]

Commands:
${lines.join("\n")}

Example:
  inlineage snapshot

inlineage COMMAND --help tells more about one.`;
}

/** What a user typed may hold anything; the complaint is one line. */
function quote(text: string): string {
  return JSON.stringify(text);
}
