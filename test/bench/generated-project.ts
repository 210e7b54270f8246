import { join } from "node:path";
import { GitRepository } from "../src/support/git-repository.js";

/** Entries of the same module tree: one imports the versions from the plugin, one from a file. */
export const ENTRIES = { with: "src/with-plugin.ts", without: "src/without-plugin.ts" } as const;

export interface ProjectSize {
  modules: number;
  /** Functions in each, of about 210 bytes. */
  functions: number;
  /** How many of the modules are tracked. */
  tracked: number;
  /** Whether their marks are there, or what the plugin leaves of them. */
  marked: boolean;
  /** How many tracked modules there are beside them that no entry reaches. */
  unreached: number;
}

export interface GeneratedProject {
  directory: string;
  /** Where the plugin keeps what it found out. */
  cache: string;
}

/**
 * A repository with a binary tree of modules, each with a few functions; the tracked ones are spread
 * evenly and have a commit each.
 */
export function generateProject({
  modules,
  functions,
  tracked,
  marked,
  unreached,
}: ProjectSize): GeneratedProject {
  const repository = new GitRepository("generated");
  const form = marked ? "marked" : "erased";
  const every = Math.floor(modules / tracked);
  const isTracked = (index: number) => index % every === 0 && index / every < tracked;
  const files: Record<string, string> = {
    "src/versions.ts": "export default {};\n",
    [ENTRIES.with]: entryText("virtual:versions"),
    [ENTRIES.without]: entryText("./versions.ts"),
  };
  for (let index = 0; index < modules; index++) {
    files[moduleFile(index)] = moduleText(
      index,
      { modules, functions },
      isTracked(index) ? form : "plain",
    );
  }
  for (let index = modules; index < modules + unreached; index++) {
    files[moduleFile(index)] = moduleText(index, { modules: 0, functions }, form);
  }
  repository.commit("Add the project", files);
  for (let index = 0; index < modules; index++) {
    if (!isTracked(index)) continue;
    const text = files[moduleFile(index)] ?? "";
    repository.commit(`Edit module ${index}`, { [moduleFile(index)]: `${text}// edited\n` });
  }
  const { directory } = repository;
  return { directory, cache: join(directory, "../node_modules/.cache/inlineage") };
}

function entryText(versions: string): string {
  return `import versions from "${versions}";\nimport { total0 } from "./m/0.ts";\nconsole.log(versions, total0(1));\n`;
}

function moduleFile(index: number): string {
  return `src/m/${index}.ts`;
}

function moduleText(
  index: number,
  { modules, functions: count }: Pick<ProjectSize, "modules" | "functions">,
  form: keyof typeof TOTALS,
): string {
  const children = [2 * index + 1, 2 * index + 2].filter((child) => child < modules);
  const imports = children.map((child) => `import { total${child} } from "./${child}.ts";\n`);
  const functions = Array.from({ length: count }, (_, part) => functionText(index, part));
  const sum = [
    ...Array.from({ length: count }, (_, part) => `part${index}_${part}(n)`),
    ...children.map((child) => `total${child}(n)`),
  ].join(" + ");
  const total = TOTALS[form](`total${index}`, sum);
  return `${imports.join("")}${functions.join("")}${total}`;
}

/** What a module exports: without a mark, with one, and as the plugin leaves one. */
const TOTALS = {
  plain: (name: string, sum: string) =>
    `export function ${name}(n: number): number {\n  return ${sum};\n}\n`,
  marked: (name: string, sum: string) =>
    `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked("${name}", (n: number): number => ${sum});\n`,
  erased: (name: string, sum: string) =>
    `export const ${name} = ((n: number): number => ${sum});\n`,
};

function functionText(index: number, part: number): string {
  return `/** Part ${part} of module ${index}. */
function part${index}_${part}(input: number): number {
  const name = "part ${part} of ${index}";
  if (input < ${index}) return name.length - input;
  return input * ${part + 1} + name.length;
}
`;
}
