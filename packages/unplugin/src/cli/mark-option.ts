import { InlineageError, type MarkFunction } from "@inlineage/core";
import type { CommandArguments } from "./command.js";

/** What commands that read marks take, like the plugin's option `marks`. */
export const MARK_OPTION = { mark: { type: "string", multiple: true } } as const;

export const MARK_HELP =
  "  --mark MODULE#NAME    a further function that marks, as in the plugin's option marks; may be repeated";

/**
 * @returns the functions that `--mark ./our-tracking#versioned` names
 * @throws {InlineageError} `INVALID_OPTION`
 */
export function marksFrom({ values }: Pick<CommandArguments, "values">): MarkFunction[] {
  const { mark } = values;
  if (!Array.isArray(mark)) return [];
  return mark.map((text: string) => {
    const hash = text.lastIndexOf("#");
    const [module, name] = [text.slice(0, Math.max(hash, 0)), text.slice(hash + 1)];
    if (module !== "" && name !== "") return { module, name };
    throw new InlineageError({
      code: "INVALID_OPTION",
      message: `--mark takes MODULE#NAME, but got ${JSON.stringify(text)}`,
      remedy: "write it like --mark ./our-tracking#versioned.",
    });
  });
}
