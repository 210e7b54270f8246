import { dirname, resolve } from "node:path";
import { realDirectory } from "../real-directory.js";
import type { MarkFunction } from "./mark-scanner.js";

/** The function every project marks with. */
export const DEFAULT_MARK: MarkFunction = { module: "@inlineage/runtime", name: "tracked" };

/** Whether a module that exports mark functions may do something when it is imported. */
export function mayDoSomething(specifier: string): boolean {
  return specifier !== DEFAULT_MARK.module;
}

/** Which modules export functions whose use is a mark. */
export interface MarkModules {
  /** A text without a match imports none of these modules. Stateless. */
  readonly candidateText: RegExp;
  /** A specifier without a match is not of one of these modules. */
  readonly specifier: RegExp;
  /** Whether {@link candidateText} matches, quicker to tell in this process than by the pattern alone. */
  mayHoldMarks(text: string): boolean;
  /** One of these is part of every specifier, written without escapes, of one of these modules. */
  readonly specifierTexts: readonly string[];
  /** @returns the names of the mark functions that `specifier`, written in `file`, exports; empty for other modules */
  exportsOf(specifier: string, file: string): ReadonlySet<string>;
  /** Whether the file is itself one of these modules: it wraps marks or hands them on. */
  isMarkModule(file: string): boolean;
}

const RELATIVE = /^\.{1,2}(?:\/|$)/;
const EXTENSION = "\\.[cm]?[jt]sx?";
const SOURCE_EXTENSION = new RegExp(`${EXTENSION}$`);
const NO_EXPORTS: ReadonlySet<string> = new Set();

/** @param root absolute path that relative mark modules start from */
export function createMarkModules(root: string, functions: readonly MarkFunction[]): MarkModules {
  const byPackage = new Map<string, Set<string>>();
  const byFile = new Map<string, Set<string>>();
  const folders = functions.some(({ module }) => RELATIVE.test(module) && mayBeFolder(module));
  const roots = new Set([root, realDirectory(root)]);

  for (const { module, name } of [DEFAULT_MARK, ...functions]) {
    if (RELATIVE.test(module)) {
      for (const start of roots) add(byFile, moduleKey(resolve(start, module)), name);
    } else {
      add(byPackage, module, name);
    }
  }

  const files = [...byFile.keys()].map((file) => file.slice(file.lastIndexOf("/") + 1));
  const specifier = specifierPattern([...byPackage.keys()], files, folders);
  const pattern = new RegExp(`["'\`](?:${specifier})["'\`]`);
  // An index may be meant by its folder alone.
  const specifierTexts = folders ? [""] : [...byPackage.keys(), ...files];
  return {
    candidateText: pattern,
    specifier: new RegExp(`^(?:${specifier})$`),
    mayHoldMarks: (text) =>
      specifierTexts.some((specifier) => text.includes(specifier)) && pattern.test(text),
    specifierTexts,
    exportsOf(specifier, file) {
      const names = RELATIVE.test(specifier)
        ? byFile.get(moduleKey(resolve(dirname(file), specifier)))
        : byPackage.get(specifier);
      return names ?? NO_EXPORTS;
    },
    isMarkModule: (file) => byFile.has(moduleKey(file)),
  };
}

/** One key for every way to name a module: `./a`, `./a.ts`, `./a.js` (TypeScript's way to say `a.ts`), `./a/index`. */
function moduleKey(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(SOURCE_EXTENSION, "")
    .replace(/\/index$/, "");
}

function mayBeFolder(module: string): boolean {
  return (
    !SOURCE_EXTENSION.test(module) || moduleKey(module) !== module.replace(SOURCE_EXTENSION, "")
  );
}

function specifierPattern(
  packages: readonly string[],
  files: readonly string[],
  folders: boolean,
): string {
  const specifiers = packages.map(escapeRegExp);
  for (const name of files.map(escapeRegExp)) {
    specifiers.push(`\\.{1,2}/(?:[^"'\`\\n]*/)?${name}(?:/index)?(?:${EXTENSION})?`);
  }
  // From inside its own folder an index is imported without the folder's name.
  if (folders) specifiers.push(`\\.{1,2}(?:/\\.\\.)*/?(?:/index(?:${EXTENSION})?)?`);
  return specifiers.join("|");
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function add(map: Map<string, Set<string>>, key: string, name: string): void {
  const names = map.get(key);
  if (names) names.add(name);
  else map.set(key, new Set([name]));
}
