import type { ParseArgsConfig } from "node:util";

/** Where a command's output goes. */
export interface Terminal {
  /** What was asked for. A whole line, or several. */
  print(text: string): void;
  /** What went wrong. A whole line, or several. */
  complain(text: string): void;
  /** What is being done, for a person who has been waiting for a while. One line, which doesn't stay. */
  progress(text: string): void;
  /** Whether what is printed may hold colours. */
  colour: boolean;
  /** How many columns there are, where a person looks at it; a file or a pipe has no end. */
  columns: number | undefined;
  /** What was piped in. To be read once. */
  input: AsyncIterable<Uint8Array>;
}

/** What scripts can tell from the exit code. `different`: done, and the answer is that something isn't the same. */
export const EXIT = { ok: 0, different: 1, failed: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What stands behind a command's name. */
export interface CommandArguments {
  positionals: readonly string[];
  values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** One command of `inlineage`: what it takes, how it is explained, and what it does. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints: usage, meaning, examples. */
  help: string;
  /** Its own options; `--help` is understood by all. */
  options: NonNullable<ParseArgsConfig["options"]>;
  /** How many arguments it takes at least besides options, by name. */
  required?: readonly string[];
  /** How many arguments it takes at most besides options. */
  maxPositionals: number;
  /** @throws {InlineageError} whose message is then printed */
  run(given: CommandArguments, terminal: Terminal): Promise<ExitCode>;
}
