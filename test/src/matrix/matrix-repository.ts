import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import { GitRepository } from "../support/git-repository.js";
import { APPS, type App } from "./apps.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures/matrix");
const SCRIPT = join(import.meta.dirname, "build-apps.mjs");

/** A repository with the applications, one commit a file. */
export class MatrixRepository extends GitRepository {
  readonly files: readonly string[];

  constructor() {
    super("matrix");
    this.files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURES.length + 1))
      .sort();
    this.commit("Begin", { ".gitignore": "dist\nnode_modules\n" });
    for (const file of this.files) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      cpSync(join(FIXTURES, file), this.path(file));
      this.commit(`Add ${file}`);
    }
    // As npm does for a workspace; Farm follows no link that says where it leads to from the root on.
    const scope = this.path("workspace/node_modules/@app");
    mkdirSync(scope, { recursive: true });
    symlinkSync("../../packages/model", join(scope, "model"));
  }

  /** The bytes that git's answers make. */
  table(name: string, { tracked }: App): string {
    const entries = Object.entries(tracked);
    const commits = entries.map(([id, file]) => [id, this.lastCommit(`${name}/${file}`)]);
    return JSON.stringify(Object.fromEntries(commits));
  }

  /**
   * One process builds them all: most of a build's time is the bundler's own start.
   *
   * @param script where the bundler is to be found from
   */
  async buildAll(host: string, program = process.execPath, script = SCRIPT): Promise<void> {
    const apps = Object.entries(APPS).map(([name, { entries, format, plugin }]) => ({
      name,
      entries,
      format,
      plugin,
    }));
    await execa(program, [script, host, this.directory, JSON.stringify(apps)], {
      extendEnv: false,
      env: cleanEnvironment({ NODE_ENV: "production" }),
    });
  }

  /** For a bundler that this repository doesn't install. */
  async buildAllWithScriptOfItsOwn(host: string): Promise<void> {
    cpSync(SCRIPT, this.path("build-apps.mjs"));
    await this.buildAll(host, process.execPath, this.path("build-apps.mjs"));
  }

  /** What a built entry prints in a new process. */
  async printed(host: string, name: string, entry: string, { format }: App): Promise<string> {
    const file = `dist/${host}/${entry}.${format === "cjs" ? "cjs" : "mjs"}`;
    const { stdout } = await execa(process.execPath, [file], {
      cwd: this.path(name),
      extendEnv: false,
      env: {},
    });
    return stdout;
  }
}
