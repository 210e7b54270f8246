import { InlineageError } from "@inlineage/core";
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
  return new Map(
    texts.map((text): [string, string] => {
      const equals = text.indexOf("=");
      if (equals > 0 && equals < text.length - 1) {
        return [text.slice(0, equals), text.slice(equals + 1)];
      }
      throw new InlineageError({
        code: "INVALID_OPTION",
        message: `--track takes NAME=PATH, but got ${JSON.stringify(text)}`,
        remedy: "write it like --track params=params.yaml.",
      });
    }),
  );
}
