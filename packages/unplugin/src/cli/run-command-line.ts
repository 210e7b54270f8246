import { InlineageError, nearest } from "@inlineage/core";
import { type Command, EXIT, type ExitCode, type Terminal } from "./command.js";
import { diffCommand } from "./diff-command.js";
import { quote, readArguments } from "./read-arguments.js";
import { reportCommand } from "./report-command.js";
import { scanCommand } from "./scan-command.js";
import { snapshotCommand } from "./snapshot-command.js";
import { traceCommand } from "./trace-command.js";
import { verifyCommand } from "./verify-command.js";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["scan", scanCommand],
  ["snapshot", snapshotCommand],
  ["verify", verifyCommand],
  ["trace", traceCommand],
  ["diff", diffCommand],
  ["report", reportCommand],
]);

/**
 * The `inlineage` program.
 *
 * @param args what follows the program's name
 * @returns the exit code: 0 when done, 1 when what was compared differs, 2 when a command was misused or failed
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
    terminal.complain(`inlineage: there is no command ${quote(name)}${instead(name)}`);
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

function instead(name: string): string {
  const known = [...COMMANDS.keys()];
  const meant = nearest(name, known);
  return meant === undefined
    ? `; the commands are: ${known.join(", ")}`
    : `, did you mean ${meant}?`;
}

function overview(): string {
  const width = Math.max(...[...COMMANDS.keys()].map((name) => name.length));
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: inlineage COMMAND [ARGUMENTS]

Commands:
${lines.join("\n")}

Examples:
  inlineage trace response.json             which commits made this prediction?
  inlineage diff monday.json today.json     what is different between these two, and does it matter?

inlineage COMMAND --help tells more about one.`;
}
