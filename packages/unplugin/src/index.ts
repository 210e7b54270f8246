export { InlineageError, type InlineageErrorCode, type MarkFunction } from "@inlineage/core";
export type { Options } from "./options.js";
export { inlineage, inlineage as default } from "./plugin.js";
