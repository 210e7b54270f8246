import { resolve } from "node:path";
import { type DefinitionScope, InlineageError, type LookbackOptions } from "@inlineage/core";
import type { CommandArguments, Terminal } from "./command.js";
import { MARK_OPTION, marksFrom } from "./mark-option.js";
import { TRACK_OPTION, tracksFrom } from "./track-option.js";

/** What commands that look back into a repository take. */
export const LOOKBACK_OPTIONS = {
  repository: { type: "string", short: "r" },
  scope: { type: "string" },
  json: { type: "boolean" },
  ...MARK_OPTION,
  ...TRACK_OPTION,
} as const;

export const LOOKBACK_HELP = `  -r, --repository FOLDER   where the sources are (default: the current folder)
  --mark MODULE#NAME        a further function that marks, as in the plugin's option marks; may be repeated
  --track NAME=PATH         files without code, as in the plugin's option track; may be repeated
  --scope closure           what the plugin's option scope was, where a version covers all that a file depends on
  --json                    everything, as JSON`;

/** @returns the folder to ask in, and how */
export function lookbackFrom(
  given: CommandArguments,
  command: string,
  { progress }: Pick<Terminal, "progress">,
): { folder: string; options: LookbackOptions } {
  const { repository, scope } = given.values;
  return {
    folder: resolve(typeof repository === "string" ? repository : "."),
    options: {
      command: `inlineage ${command}`,
      marks: marksFrom(given),
      track: tracksFrom(given),
      scope: scopeFrom(scope),
      progress,
    },
  };
}

function scopeFrom(scope: CommandArguments["values"][string]): DefinitionScope | undefined {
  if (scope === undefined || scope === "file" || scope === "closure") return scope;
  throw new InlineageError({
    code: "INVALID_OPTION",
    message: `--scope is file or closure, but got ${JSON.stringify(scope)}`,
    remedy: "give it what the plugin's option scope was when the build ran, or leave it out.",
  });
}
