import { parseArgs } from "node:util";
import { nearest } from "@inlineage/core";
import type { Command, CommandArguments } from "./command.js";

export type ArgumentsRead =
  | ({ kind: "arguments" } & CommandArguments)
  | { kind: "misuse"; problem: string };

/** Sorts what a user typed after a command's name. */
export function readArguments(command: Command, args: readonly string[]): ArgumentsRead {
  const options = { ...command.options, help: { type: "boolean", short: "h" } } as const;
  try {
    const { positionals, values } = parseArgs({
      args: args.map(hideStandardInput),
      options,
      allowPositionals: true,
    });
    const given = {
      positionals: positionals.map(showStandardInput),
      values: values as CommandArguments["values"],
    };
    const problem = values.help ? undefined : miscounted(command, given.positionals);
    return problem ? { kind: "misuse", problem } : { kind: "arguments", ...given };
  } catch (error) {
    return { kind: "misuse", problem: misuseOf(error, Object.keys(options)) };
  }
}

/** `-#CHOICE` chooses from standard input; `parseArgs` would take it for an option. No argument can hold a NUL. */
function hideStandardInput(argument: string): string {
  return argument.startsWith("-#") ? `\0${argument}` : argument;
}

function showStandardInput(argument: string): string {
  return argument.replace(/^\0/, "");
}

function miscounted(
  { required = [], maxPositionals }: Command,
  positionals: readonly string[],
): string | undefined {
  const missing = required[positionals.length];
  if (missing !== undefined) return `${missing} is missing`;
  const extra = positionals[maxPositionals];
  return extra === undefined ? undefined : `one argument too many: ${quote(extra)}`;
}

/** The first sentence of Node's own words for a misused option, such as `unknown option '--x'`. */
function misuseOf(error: unknown, options: readonly string[]): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith("ERR_PARSE_ARGS_")) throw error;
  const unknown =
    code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" && /^Unknown option '(-.*?)'/s.exec(message)?.[1];
  if (unknown) return `unknown option ${quote(unknown)}${suggestion(unknown, options)}`;
  const [sentence = message] = message.split(". ");
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function suggestion(unknown: string, options: readonly string[]): string {
  const meant = nearest(
    unknown,
    options.map((name) => `--${name}`),
  );
  return meant === undefined ? "" : `, did you mean ${meant}?`;
}

/** What a user typed may hold anything; the complaint is one line. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
