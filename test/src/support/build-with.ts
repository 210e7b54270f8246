import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cleanEnvironment } from "./clean-environment.js";
import { type Host, type HostConfig, hostFile, OUTPUT_FOLDER } from "./host-config.js";
import { projectPackages } from "./temporary-folder.js";

export interface BuildRequest extends Partial<HostConfig> {
  /** The folder the bundler is started in. */
  directory: string;
  /** Variables added to the clean environment; `undefined` takes one away. */
  env?: Record<string, string | undefined>;
  /** The folder that holds `.bin`; default: this repository's. */
  nodeModules?: string;
}

export interface BuildOutcome {
  ok: boolean;
  /** File name, relative to the output folder, to content. Empty when the build failed. */
  files: ReadonlyMap<string, string>;
  /** Everything the bundler printed, as a user would see it in a log. */
  printed: string;
}

/**
 * Builds a project as its user does: a configuration file on disk and the bundler's own command line in a new
 * process. The output folder is emptied first; the configuration file stays.
 */
export async function tryBuildWith(host: Host, request: BuildRequest): Promise<BuildOutcome> {
  const { directory, env, nodeModules = projectPackages(), ...config } = request;
  const file = hostFile(host, {
    entries: { main: "src/main.js" },
    format: "esm",
    minify: false,
    sourcemap: false,
    splitting: true,
    plugin: "",
    configFormat: "esm",
    ...config,
  });
  const output = join(directory, OUTPUT_FOLDER);
  rmSync(output, { recursive: true, force: true });
  writeFileSync(join(directory, file.name), file.text);
  const [name, ...args] = file.command;
  const program = name === "node" ? process.execPath : join(nodeModules, ".bin", name);
  const { exitCode, all } = await execa(program, args, {
    cwd: directory,
    all: true,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment(env),
  });
  const ok = exitCode === 0;
  return { ok, printed: all, files: ok ? readFiles(output) : new Map() };
}

/** Like `tryBuildWith`, for a build that has to succeed. */
export async function buildWith(host: Host, request: BuildRequest): Promise<BuildOutcome> {
  const outcome = await tryBuildWith(host, request);
  if (!outcome.ok) throw new Error(`${host} failed:\n${outcome.printed}`);
  return outcome;
}

/** The one output file of an entry or a lazily loaded module, found by the name before its hash. */
export function outputFile({ files }: BuildOutcome, name: string): string {
  const matches = [...files.keys()].filter(
    (file) => file.startsWith(`${name}-`) && /\.[cm]js$/.test(file),
  );
  const [match] = matches;
  if (match === undefined || matches.length > 1)
    throw new Error(`expected one output file for ${name} in: ${[...files.keys()].join(", ")}`);
  return match;
}

function readFiles(directory: string): Map<string, string> {
  return new Map(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(directory.length + 1), readFileSync(path, "utf8")] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
