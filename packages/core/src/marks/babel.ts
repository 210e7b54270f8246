import { createRequire } from "node:module";
import type { ParseResult, ParserOptions } from "@babel/parser";

const require = createRequire(import.meta.url);

let babel: typeof import("@babel/parser") | undefined;

/**
 * `parse` of @babel/parser, which is loaded when it is first needed: a build without marks never does.
 *
 * Not by `import`: Node reads all of a CommonJS file that is imported for the names it exports, which for this one
 * takes five times as long as to run it (120 ms of CPU time, 25 ms by `require`).
 */
export function parse(code: string, options: ParserOptions): ParseResult {
  babel ??= require("@babel/parser") as typeof import("@babel/parser");
  return babel.parse(code, options);
}
