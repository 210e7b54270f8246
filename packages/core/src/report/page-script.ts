import { readFileSync } from "node:fs";

/** Every module after those it imports. */
const MODULES = [
  "elements",
  "time-text",
  "difference",
  "version-text",
  "aggregate-label",
  "lanes",
  "view",
  "facts",
  "lane-row",
  "timeline",
  "moment",
  "changes",
  "readout",
  "compare",
  "tables",
  "main",
] as const;

const IMPORT = /^import \{([^}]*)\} from "\.\/([a-z-]+)\.js";$/gm;
const EXPORT = /^export (function|const) (\w+)/gm;

/**
 * The page's own modules as one script. They are few and import each other in two ways only, so that a bundler, and a
 * step of the build for it, would do no more than this: each becomes a function that returns what it exports.
 */
export function pageScript(): string {
  const parts = MODULES.map((name) => {
    const code = readFileSync(new URL(`./page/${name}.js`, import.meta.url), "utf8");
    const exported = [...code.matchAll(EXPORT)].map(([, , exportedName]) => exportedName);
    const body = code
      .replace(IMPORT, (_, names: string, from: string) => {
        return `const {${names.replaceAll(" as ", ": ")}} = modules["${from}"];`;
      })
      .replace(EXPORT, "$1 $2");
    return `modules["${name}"] = (() => {\n${body}\nreturn { ${exported.join(", ")} };\n})();`;
  });
  return `"use strict";\nconst modules = {};\n${parts.join("\n")}\n`;
}
