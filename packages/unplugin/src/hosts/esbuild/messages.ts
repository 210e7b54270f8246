import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { InlineageError, type SourceLocation } from "@inlineage/core";
import type { BuildFailure, PartialMessage } from "esbuild";

/**
 * An error of ours as esbuild prints its own: the text, the place with its source line, what to do as a note.
 *
 * @throws anything that is no `InlineageError`, for esbuild to show with its stack
 */
export function messageOf(error: unknown): PartialMessage {
  if (!(error instanceof InlineageError)) throw error;
  return {
    id: error.code,
    text: whatHappened(error),
    location: error.location ? placeOf(error.location) : null,
    notes: [{ text: `To fix it: ${error.remedy}` }],
  };
}

/** What made a build of ours fail, for the user's build to fail with it. */
export function messagesOf(error: unknown): PartialMessage[] {
  return isBuildFailure(error) ? error.errors : [messageOf(error)];
}

export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** The message without the place, the code frame and the remedy, which esbuild shows in its own way. */
function whatHappened({ message, location }: InlineageError): string {
  const [firstLine = ""] = message.split("\n");
  if (!location) return firstLine;
  const { file, line, column } = location;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return firstLine.startsWith(`${place}: `) ? firstLine.slice(place.length + 2) : firstLine;
}

function placeOf({ file, line, column }: SourceLocation) {
  const lineText = line === undefined ? "" : lineOf(file, line);
  const before = lineText.slice(0, (column ?? 1) - 1);
  // esbuild's columns count bytes, from zero.
  return { file, line: line ?? 0, column: Buffer.byteLength(before), lineText };
}

function lineOf(file: string, line: number): string {
  try {
    return readFileSync(file, "utf8").split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? "";
  } catch {
    return "";
  }
}
