import type { ParseArgsConfig } from "node:util";

/** Where a command's output goes. Each call is a whole line, or several. */
export interface Terminal {
  /** What was asked for. */
  print(text: string): void;
  /** What went wrong. */
  complain(text: string): void;
}

/** What scripts can tell from the exit code. */
export const EXIT = { ok: 0, failed: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What stands behind a command's name. */
export interface CommandArguments {
  positionals: readonly string[];
  values: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command of `inlineage`: what it takes, how it is explained, and what it does. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints: usage, meaning, examples. */
  help: string;
  /** Its own options; `--help` is understood by all. */
  options: NonNullable<ParseArgsConfig["options"]>;
  /** How many arguments it takes besides options. */
  maxPositionals: number;
  /** @throws {InlineageError} whose message is then printed */
  run(given: CommandArguments, terminal: Terminal): Promise<ExitCode>;
}
