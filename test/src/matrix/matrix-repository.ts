import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "../support/clean-environment.js";
import { GitRepository } from "../support/git-repository.js";
import { tellsImports } from "../support/host-config.js";
import { APPS, type App } from "./apps.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures/matrix");
const RUNTIME = join(import.meta.dirname, "../../../packages/runtime");
const SCRIPT = join(import.meta.dirname, "build-apps.mjs");

/** Prints first what a bundle of the whole application knows of its definitions. */
const CLOSURES_ENTRY = "closures.js";

/** What a bundle says when each version follows what the definition's file imports. */
export interface Closures {
  versions: Readonly<Record<string, string>>;
  manifest: Readonly<Record<string, { files: readonly string[] }>>;
}

/** A repository with the applications, one commit a file. */
export class MatrixRepository extends GitRepository {
  readonly files: readonly string[];

  constructor() {
    super("matrix");
    this.files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURES.length + 1))
      .sort();
    this.commit("Begin", { ".gitignore": `dist\nnode_modules\n${CLOSURES_ENTRY}\n` });
    const contents = this.files.map((file) => [file, readFileSync(join(FIXTURES, file), "utf8")]);
    this.commitEach(Object.fromEntries(contents));
    for (const [name, { entries }] of Object.entries(APPS)) {
      const imports = Object.values(entries).map((file) => `import("${file}");\n`);
      this.write({
        [`${name}/${CLOSURES_ENTRY}`]: `import versions, { manifest } from "virtual:versions";
console.log(JSON.stringify({ versions, manifest }));
${imports.join("")}`,
      });
    }
    this.installRuntime();
    // As npm does for a workspace; Farm follows no link that says where it leads to from the root on.
    for (const [app, name] of Object.entries({ barrels: "parts", workspace: "model" })) {
      const scope = this.path(`${app}/node_modules/@app`);
      mkdirSync(scope, { recursive: true });
      symlinkSync(`../../packages/${name}`, join(scope, name));
    }
  }

  /** A copy, as a user has it: a package, and no workspace. */
  installRuntime(): void {
    const runtime = this.path("node_modules/@inlineage/runtime");
    cpSync(`${RUNTIME}/dist`, `${runtime}/dist`, { recursive: true });
    cpSync(`${RUNTIME}/package.json`, `${runtime}/package.json`);
  }

  /** The bytes that git's answers make. */
  table(host: string, name: string, { tracked, unknownToBun = [] }: App): string {
    const unknown = host === "bun" ? unknownToBun : [];
    const entries = Object.entries(tracked).filter(([id]) => !unknown.includes(id));
    const commits = entries.map(([id, file]) => [id, this.lastCommit(`${name}/${file}`)]);
    return JSON.stringify(Object.fromEntries(commits));
  }

  /** One process builds them all, and again with closures: most of a build's time is the bundler's own start. */
  async buildAll(host: string, program = process.execPath): Promise<void> {
    // Bundlers are those of the projects: older ones, if these are asked for.
    const script = this.path("build-apps.mjs");
    cpSync(SCRIPT, script);
    const apps = Object.entries(APPS).flatMap(([name, { entries, format, plugin }]) => {
      const app = { name, entries, format, plugin, output: `dist/${host}` };
      if (!tellsImports(host)) return [app];
      const closures = {
        entries: { closures: `./${CLOSURES_ENTRY}` },
        plugin: { ...plugin, scope: "closure" },
        output: closuresFolder(host),
      };
      return [app, { ...app, ...closures }];
    });
    await execa(program, [script, host, this.directory, JSON.stringify(apps)], {
      extendEnv: false,
      env: cleanEnvironment({ NODE_ENV: "production" }),
    });
  }

  /** What a built entry prints in a new process. */
  printed(host: string, name: string, entry: string, app: App): Promise<string> {
    return this.#printedBy(`dist/${host}/${entry}`, name, app);
  }

  /** What the build with closures prints of them, as it is and read. */
  async closures(host: string, name: string, app: App): Promise<{ text: string; read: Closures }> {
    const printed = await this.#printedBy(`${closuresFolder(host)}/closures`, name, app);
    const [text] = printed.split("\n") as [string];
    return { text, read: JSON.parse(text) };
  }

  /** What git itself says of the files of each. */
  lastCommitsOf({ manifest }: Closures): Record<string, string> {
    const entries = Object.entries(manifest);
    return Object.fromEntries(
      entries.map(([name, { files }]) => [
        name,
        this.git("log", "-1", "--format=%H", "--", ...files),
      ]),
    );
  }

  async #printedBy(built: string, name: string, { format }: App): Promise<string> {
    const file = `${built}.${format === "cjs" ? "cjs" : "mjs"}`;
    const { stdout } = await execa(process.execPath, [file], {
      cwd: this.path(name),
      extendEnv: false,
      env: {},
    });
    return stdout;
  }
}

/** Beside the other build's: some bundlers empty what they write to. */
function closuresFolder(host: string): string {
  return `dist/closures-${host}`;
}
