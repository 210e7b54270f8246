import { existsSync } from "node:fs";
import {
  type CapturedSource,
  type ChosenSnapshot,
  capturedFile,
  chooseSnapshot,
  STANDARD_INPUT,
} from "@inlineage/core";
import type { Terminal } from "./command.js";
import { printable } from "./printable.js";

export const SNAPSHOT_HELP = `A snapshot is read from a file, or from standard input where it is -. It may be the snapshot itself, a response saved as
JSON that holds it at any depth, what inlineage scan prints (or the manifest), or captured events, a line each, plain or
as gzip. Where these tell of several, FILE#CHOICE takes the one whose aggregate, or whose event's id, begins so.`;

/** Reads the snapshot that an argument names, and says what could not be read. */
export async function readSnapshotArgument(
  argument: string,
  terminal: Terminal,
): Promise<ChosenSnapshot> {
  const { file, choice } = splitChoice(argument);
  const source: CapturedSource =
    file === "-" ? { name: STANDARD_INPUT, bytes: terminal.input } : capturedFile(file);
  const progress = (text: string) => terminal.progress(printable(text));
  const chosen = await chooseSnapshot(source, choice, progress);
  const { total, first } = chosen.problems;
  for (const { source: name, line, reason, excerpt } of first) {
    terminal.complain(printable(`${name}:${line}: left out, ${REASONS[reason]}: ${excerpt}`));
  }
  if (total > first.length) terminal.complain(`and ${total - first.length} more lines left out`);
  return chosen;
}

const REASONS = {
  "cut-off": "it ends in the middle of a value",
  "not-json": "it is no JSON",
  "too-long": "it is too long",
  "no-record": "there is no inference in it",
  "broken-gzip": "the gzip stream is broken from here on",
} as const;

/** A file may have a # in its name. */
function splitChoice(argument: string): { file: string; choice: string | undefined } {
  const hash = argument.lastIndexOf("#");
  if (hash <= 0 || existsSync(argument)) return { file: argument, choice: undefined };
  return { file: argument.slice(0, hash), choice: argument.slice(hash + 1) };
}
