import { relative } from "node:path";
import type { MarkFunction } from "../marks/mark-scanner.js";

/** What decides which functions mark, see `createMarkScanner`. */
export interface MarkCircumstances {
  root: string;
  functions: readonly MarkFunction[];
}

/** All that is read of a file's name and of the settings when marks are looked for in a text. */
export function circumstancesOf(file: string, { root, functions }: MarkCircumstances): unknown[] {
  return [relative(root, file), functions];
}
