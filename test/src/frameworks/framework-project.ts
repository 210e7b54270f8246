import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import { GitRepository } from "../support/git-repository.js";
import type { Tarball } from "../support/pack-packages.js";
import { emptyFolder } from "../support/temporary-folder.js";

/** Definition to the file, relative to its project, that holds it; of a closure, to all its files. */
export type Definitions = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a project depends on to have its scripts run with another Node than the tests: a package that holds nothing but
 * that. Newer majors want it.
 */
export const NEWER_NODE: Readonly<Record<string, string>> = {
  [`${process.platform === "darwin" ? "node-bin" : "node"}-${process.platform}-${process.arch}`]:
    "^24.0.0",
};

const PROJECTS = resolve(import.meta.dirname, "../../frameworks");

/** Projects as their users have them, in one repository with one commit a file and everything installed by npm. */
export class FrameworkProjects extends GitRepository {
  /**
   * @param sources what is where in the repository, by its path in `test/frameworks`
   * @param tarballs of our packages
   * @param packages versions by name, beside those in its package.json or instead of them
   */
  static async install(
    sources: Readonly<Record<string, string>>,
    tarballs: Iterable<Tarball>,
    packages: Readonly<Record<string, string>> = {},
  ): Promise<FrameworkProjects> {
    const directory = emptyFolder("framework");
    for (const [to, from] of Object.entries(sources)) {
      cpSync(join(PROJECTS, from), join(directory, to), { recursive: true });
    }
    const projects = new FrameworkProjects("framework", directory);
    const texts = filesIn(directory).map((file) => [file, projects.read(file)]);
    projects.commitEach(Object.fromEntries(texts));
    // What runs after an install is none of the tests' business, and slow.
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save"];
    const files = [...tarballs].map(({ filename }) => filename);
    const others = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
    await execa("npm", ["install", ...flags, ...files, ...others], { cwd: directory });
    return projects;
  }

  /** Runs one of the scripts in a package.json. @returns standard output */
  async npmRun(folder: string, script: string): Promise<string> {
    const { stdout, exitCode, all } = await execa("npm", ["run", "--silent", script], {
      cwd: this.path(folder),
      all: true,
      reject: false,
      extendEnv: false,
      env: cleanEnvironment({ NO_COLOR: "1" }),
    });
    if (exitCode !== 0) throw new Error(`${folder}: npm run ${script} failed:\n${all}`);
    return stdout;
  }

  /** The built files of code that still say where marks come from. */
  codeNamingRuntime(folder: string): string[] {
    return filesIn(this.path(folder)).filter(
      (file) =>
        /\.(?:[cm]?js|html)$/.test(file) &&
        readFileSync(join(this.path(folder), file), "utf8").includes("@inlineage/runtime"),
    );
  }

  /** What git says the versions are, as JSON with its keys in code-unit order. */
  expected(folder: string, definitions: Definitions): string {
    const table = Object.entries(definitions)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, files]) => [name, this.#lastCommitOf(folder, [files].flat())]);
    return JSON.stringify(Object.fromEntries(table));
  }

  #lastCommitOf(folder: string, files: readonly string[]): string {
    const paths = files.map((file) => join(folder, file));
    return this.git("--literal-pathspecs", "log", "-1", "--format=%H", "--", ...paths);
  }
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((file) => !file.startsWith(`.git/`))
    .sort();
}
