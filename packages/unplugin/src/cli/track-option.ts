import { InlineageError } from "@inlineage/core";
import { canBeTracked } from "../options.js";
import type { CommandArguments } from "./command.js";

/** What commands take to know of files without code, like the plugin's option `track`. */
export const TRACK_OPTION = { track: { type: "string", multiple: true } } as const;

/**
 * @returns name to file, folder or glob, as `--track params=params.yaml` says
 * @throws {InlineageError} `INVALID_OPTION`
 */
export function tracksFrom({ values }: Pick<CommandArguments, "values">): Map<string, string> {
  const { track } = values;
  const texts: readonly string[] = Array.isArray(track) ? track : [];
  const tracks = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf("=");
    if (equals <= 0 || equals === text.length - 1) {
      throw invalid(
        `--track takes NAME=PATH, but got ${JSON.stringify(text)}`,
        "write it like --track params=params.yaml.",
      );
    }
    const name = text.slice(0, equals);
    if (tracks.has(name) || !canBeTracked(name)) {
      throw invalid(
        `--track can't use the name ${JSON.stringify(name)}${tracks.has(name) ? " twice" : ""}`,
        "give each a name of its own, one that no snapshot and no package (npm:NAME) has.",
      );
    }
    tracks.set(name, text.slice(equals + 1));
  }
  return tracks;
}

function invalid(message: string, remedy: string): InlineageError {
  return new InlineageError({ code: "INVALID_OPTION", message, remedy });
}
