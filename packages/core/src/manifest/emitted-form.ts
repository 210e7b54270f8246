/**
 * What marks the constants of this project among all that a bundle freezes: a second argument, which `Object.freeze`
 * ignores and minifiers leave in place. `inlineage verify` finds them by it, whatever became of them.
 */
export const EMITTED = { versions: "inlineage", manifest: "inlineage manifest" } as const;
