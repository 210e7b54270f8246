import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import { type Files, GitRepository } from "../support/git-repository.js";
import { projectPackages } from "../support/temporary-folder.js";

/** A module of plain text for each file, so that every bundler takes them as they are. */
export const SOURCES: Files = {
  "package.json": '{ "type": "module" }\n',
  ".gitignore": "dist\n*.mjs\n",
  "README.md": "A small project\n",
  "src/main.js": `import versions from "virtual:versions";
import { serve } from "./serving.js";

console.log(JSON.stringify(versions));
serve(2);
import("./lazy.js").then(({ explain }) => explain());
`,
  "src/serving.js": `import { tracked } from "@inlineage/runtime";
import { Model } from "./model.js";

export const serve = tracked("endpoint", (number) => new Model().multiply(number));
`,
  "src/model.js": `import { tracked } from "@inlineage/runtime";

@tracked
export class Model {
  multiply(number) {
    return number * 5;
  }
}
`,
  "src/lazy.js": `import { tracked } from "@inlineage/runtime";

export const explain = tracked("explain", () => "because");
`,
  "src/elsewhere.js": `import { tracked } from "@inlineage/runtime";

export const elsewhere = tracked("elsewhere", () => "not imported");
`,
};

const FILE_OF: Readonly<Record<string, string>> = {
  Model: "src/model.js",
  elsewhere: "src/elsewhere.js",
  endpoint: "src/serving.js",
  explain: "src/lazy.js",
};

export interface Run {
  ok: boolean;
  /** Standard output and error, as a terminal shows them. */
  printed: string;
}

/** A repository with the sources above, one commit a file. */
export class SmallProject extends GitRepository {
  constructor(overrides: Files = {}) {
    super("small");
    this.commitEach({ ...SOURCES, ...overrides });
  }

  /** What git says the versions of these definitions are, as JSON with its keys in code-unit order. */
  expected(names: readonly string[] = ["Model", "endpoint", "explain"]): string {
    const table = [...names].sort().map((name) => [name, this.lastCommit(FILE_OF[name] as string)]);
    return JSON.stringify(Object.fromEntries(table));
  }

  /** Runs a module, given as text, in a new process started in the project. */
  async script(text: string): Promise<Run> {
    this.write({ "script.mjs": text });
    return this.#run(process.execPath, ["script.mjs"]);
  }

  /** Like `script`, for one that has to succeed. */
  async output(text: string): Promise<string> {
    const { ok, printed } = await this.script(text);
    if (!ok) throw new Error(printed);
    return printed;
  }

  /** Runs a bundler's command line. */
  command(program: string, ...args: readonly string[]): Promise<Run> {
    return this.#run(join(projectPackages(), ".bin", program), args);
  }

  /** Runs a built file. */
  async built(file: string): Promise<string> {
    const { ok, printed } = await this.#run(process.execPath, [file]);
    if (!ok) throw new Error(printed);
    return printed;
  }

  /** The files below a folder, by their path in it. */
  files(folder: string): Record<string, string> {
    const top = this.path(folder);
    if (!existsSync(top)) return {};
    const entries = readdirSync(top, { recursive: true, withFileTypes: true });
    return Object.fromEntries(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [path.slice(top.length + 1), readFileSync(path, "utf8")]),
    );
  }

  async #run(program: string, args: readonly string[]): Promise<Run> {
    const { exitCode, all } = await execa(program, args, {
      cwd: this.directory,
      all: true,
      reject: false,
      extendEnv: false,
      env: cleanEnvironment({ NO_COLOR: "1" }),
    });
    return { ok: exitCode === 0, printed: all };
  }
}

/** A closure over a file without marks that only names the runtime, and what it may become. */
export const CLOSURE: Files = {
  "src/main.js": `import { tracked } from "@inlineage/runtime";
import versions from "virtual:versions";
import { help } from "./helper.js";

export const model = tracked({ name: "model", scope: "closure" }, () => help());
console.log(JSON.stringify(versions));
`,
  "src/helper.js": 'export const help = () => "@inlineage/runtime";\n',
};
export const PLAIN_HELPER: Files = { "src/helper.js": "export const help = () => 1;\n" };
