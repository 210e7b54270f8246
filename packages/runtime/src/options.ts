import { InlineageRuntimeError } from "./errors.js";

/** @throws InlineageRuntimeError `INVALID_OPTION` unless the condition holds */
export function checkOption(holds: boolean, what: string, remedy: string): asserts holds {
  if (!holds) throw new InlineageRuntimeError("INVALID_OPTION", what, remedy);
}

/**
 * @param options as they were given
 * @param valid every option there is, and whether what it is may be
 * @throws InlineageRuntimeError `INVALID_OPTION`, by name
 */
export function checkOptions(options: object, valid: Readonly<Record<string, boolean>>): void {
  for (const [name, value] of Object.entries(options)) {
    checkOption(
      valid[name] === true,
      `the option ${name} can't be ${value}`,
      `use ${Object.keys(valid)}`,
    );
  }
}
