import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import type { Files } from "../support/git-repository.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { type Run, SmallProject } from "./small-project.js";

export const BUNDLERS = ["webpack", "rspack"] as const;
export type Bundler = (typeof BUNDLERS)[number];

/** The package that a script imports the bundler from, as its default export. */
export const CORE = { webpack: "webpack", rspack: "@rspack/core" } as const;
const COMMAND = { webpack: [], rspack: ["build"] } as const;

/** Every process that builds with this setting starts from what the last one left on the disk. */
export const CACHED = {
  webpack: 'cache: { type: "filesystem", cacheDirectory: resolve("dist/cache") }',
  rspack:
    'cache: { type: "persistent", storage: { type: "filesystem", directory: resolve("dist/cache") } }',
} as const;

/** The small project, built by webpack or Rspack. */
export class WebpackProject extends SmallProject {
  readonly bundler: Bundler;

  constructor(bundler: Bundler, overrides: Files = {}) {
    super(overrides);
    this.bundler = bundler;
  }

  /**
   * A module that exports a configuration.
   *
   * @param settings properties of it that replace the ordinary ones, as source text. In scope: `inlineage`,
   * `bundler` (its package) and `resolve`
   */
  config(settings = ""): string {
    return `import { resolve } from "node:path";
import bundler from "${CORE[this.bundler]}";
import inlineage from "unplugin-inlineage/${this.bundler}";
export default {
  mode: "production",
  target: "node20",
  entry: "./src/main.js",
  output: { path: resolve("dist/out"), filename: "[name].cjs", chunkFilename: "lazy-[name].cjs" },
  plugins: [inlineage()],
  ${settings}
};
`;
  }

  /** Builds with the bundler's own command line. */
  tryBuild(settings = ""): Promise<Run> {
    const file = "configuration.mjs";
    this.write({ [file]: this.config(settings) });
    return this.#run(file);
  }

  /** Like `tryBuild`, for a build that has to succeed. */
  async build(settings = ""): Promise<string> {
    return succeeded(await this.tryBuild(settings));
  }

  /** Builds with a configuration file that the test wrote. */
  async buildFrom(file: string): Promise<string> {
    return succeeded(await this.#run(file));
  }

  /**
   * Builds, and again at every change, in a process that is the caller's to end.
   *
   * @param ignored globs of what is not watched
   */
  watch(settings = "", ignored: readonly string[] = []): ChildProcess {
    this.write({
      "configuration.mjs": this.config(settings),
      "watch.mjs": `import bundler from "${CORE[this.bundler]}";
import configuration from "./configuration.mjs";
bundler(configuration).watch({ aggregateTimeout: 20, ignored: ${JSON.stringify(ignored)} }, () => {});
`,
    });
    return spawn(process.execPath, ["watch.mjs"], {
      cwd: this.directory,
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  /**
   * Builds the project with each of these settings, see `config`, into `dist/INDEX`. One process does it, since most
   * of a build's time is the bundler's own start; each build has an instance of the plugin to itself.
   */
  async buildEach(settings: readonly string[]): Promise<void> {
    for (const [index, each] of settings.entries()) {
      this.write({ [`configuration-${index}.mjs`]: this.config(each) });
    }
    const imports = settings.map(
      (_, index) => `import c${index} from "./configuration-${index}.mjs";\n`,
    );
    this.write({
      "configurations.mjs": `import { resolve } from "node:path";
${imports.join("")}export default [${settings.map((_, index) => `c${index}`).join(", ")}].map((each, index) =>
  ({ ...each, name: String(index), output: { ...each.output, path: resolve("dist", String(index)) } }));
`,
    });
    await this.buildFrom("configurations.mjs");
  }

  /** What a built file prints in a folder with nothing but the built files, without variables. */
  async prints(file = "main.cjs", folder = "dist/out"): Promise<string> {
    const directory = emptyFolder("built");
    for (const [name, content] of Object.entries(this.files(folder))) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), content);
    }
    const { stdout } = await execa(process.execPath, [file], {
      cwd: directory,
      extendEnv: false,
      env: {},
    });
    return stdout;
  }

  #run(file: string): Promise<Run> {
    return this.command(this.bundler, ...COMMAND[this.bundler], "--config", file);
  }
}

function succeeded({ ok, printed }: Run): string {
  if (!ok) throw new Error(printed);
  return printed;
}
