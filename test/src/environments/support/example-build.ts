import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TRACKED_IN } from "../../support/example-project.js";
import { hostFile } from "../../support/host-config.js";
import { minimalRoot, TOP } from "./minimal-root.js";
import { type Mount, outputInRoot } from "./run-in-root.js";

export interface ExampleBuild {
  /** The folder with the example's sources, seen at the same path in the root. */
  directory: string;
  /** Programs besides Node and a shell. */
  programs?: readonly string[];
  /** Further folders to be seen at the same path. */
  beside?: readonly string[];
  readOnly?: boolean;
  /** Numeric user and group that builds; default: root. */
  user?: number;
  /** A file that gets the arguments and variables of every git process. */
  gitSpy?: string;
}

export interface BuiltExample {
  /** What the built service says its versions are. */
  versions: Record<string, string>;
  /** Every warning of the build, a line each. */
  warnings: readonly string[];
}

/** Builds the example in a root that has Node and the packages, and runs what was built there. */
export async function buildExample(build: ExampleBuild): Promise<BuiltExample> {
  const { directory, programs = [], beside = [], readOnly = false, user = 0 } = build;
  const root = minimalRoot(...programs);
  symlinkSync(join(TOP, "node_modules"), join(root, "node_modules"));
  chmodSync(root, 0o755);
  chmodSync(join(root, "tmp"), 0o1777);
  if (build.gitSpy !== undefined) spyOnGit(root, build.gitSpy);
  writeFileSync(join(directory, "build.mjs"), BUILD);
  // Of its own, so that what other builds of the same commits kept is not found here.
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  const mounts: Mount[] = [{ from: directory, readOnly }, ...beside.map((from) => ({ from }))];
  const command = "node build.mjs && exec node /tmp/out/main-*.mjs";
  const { stdout, printed } = await outputInRoot({ root, command, cwd: directory, mounts, user });
  return {
    versions: JSON.parse(stdout.slice(0, stdout.indexOf("\n"))),
    warnings: [...printed.matchAll(/\[WARNING\] (.*?)(?: \[plugin .*)?$/gm)].map(
      ([, text = ""]) => text,
    ),
  };
}

function spyOnGit(root: string, spy: string): void {
  renameSync(join(root, "bin/git"), join(root, "bin/real-git"));
  const script = `#!/bin/sh\n{ echo "$@"; env; } >> '${spy}'\nexec /bin/real-git "$@"\n`;
  writeFileSync(join(root, "bin/git"), script, { mode: 0o755 });
}

/** What the built example has to say, given what the version of each of its files is. */
export function versionsBy(versionOf: (file: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(TRACKED_IN).map(([name, file]) => [name, versionOf(file)]),
  );
}

/** How a warning begins that is about all of the example's files. */
export const ALL_FILES =
  "no commit proven by git for src/lazy/explainer.js, src/model/multiplier.js, src/serving.js and 1 more";

const BUILD = hostFile("esbuild", {
  entries: { main: "src/main.js" },
  format: "esm",
  minify: false,
  sourcemap: false,
  splitting: true,
  plugin: "",
  configFormat: "esm",
}).text.replace('"dist"', '"/tmp/out"');
