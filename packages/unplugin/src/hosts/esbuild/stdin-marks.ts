import { join, resolve } from "node:path";
import { type Build, InlineageError } from "@inlineage/core";
import type { BuildOptions, PartialMessage } from "esbuild";
import { messageOf } from "./messages.js";

/** The path esbuild takes code on standard input for, which may be that of a file with other content. */
export function stdinPath({ stdin }: BuildOptions, directory: string): string | undefined {
  if (stdin?.sourcefile === undefined) return undefined;
  return resolve(directory, stdin.resolveDir ?? "", stdin.sourcefile);
}

/**
 * Code on standard input (the option `stdin`) is in no file, so no commit has changed it last.
 *
 * @returns the errors of such code when it holds marks
 */
export function refuseMarksOnStdin(
  { stdin }: BuildOptions,
  directory: string,
  build: Build,
): PartialMessage[] {
  const contents = typeof stdin?.contents === "string" ? stdin.contents : "";
  if (!build.mayHoldMarks(contents)) return [];
  const name = stdin?.sourcefile ?? `stdin.${stdin?.loader ?? "js"}`;
  const id = join(directory, name);
  try {
    if (!build.transform(contents, id)) return [];
  } catch (error) {
    return [messageOf(error)];
  } finally {
    build.forget(id);
  }
  const error = new InlineageError({
    code: "HOST_LIMIT",
    message: `code on standard input (${name}) holds a mark, and belongs to no file that could have a version`,
    remedy: "move the marked code to a file and import it.",
  });
  return [messageOf(error)];
}
