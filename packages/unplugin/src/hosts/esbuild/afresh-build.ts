import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { InlineageError } from "@inlineage/core";
import type { BuildResult, Message, PartialMessage, PluginBuild } from "esbuild";
import { PLUGIN_NAME } from "../../plugin.js";
import { companionOptions } from "./companion-build.js";
import { type ReachedFiles, reachedMarkedFiles } from "./reached-files.js";
import { workingDirectory } from "./real-paths.js";
import type { Shortfall } from "./shortfall.js";

/** Erasing a mark can only take imports away, so what a build reaches settles at once. */
const MOST_BUILDS = 3;

/**
 * Makes the user's build once more, for the rare one that was set up without knowing all it needed: esbuild takes
 * a plugin's filters once and for all, and a file can get its first mark while a context lives.
 *
 * @returns a build whose constants and code are those of the files it lists itself
 * @throws {InlineageError} when no build agrees with its own list
 */
export async function buildAfresh(
  build: PluginBuild,
  { scan, pass, reached, missed }: Shortfall,
): Promise<BuildResult> {
  const directory = workingDirectory(build.initialOptions);
  let assumed = reached;
  const known = new Set(missed);
  for (let count = 0; count < MOST_BUILDS; count++) {
    const files = new Set(assumed.values());
    const result = await build.esbuild.build({
      ...companionOptions(build, { kind: "afresh", paths: [...known], reached: files }),
      metafile: true,
    });
    assumed = reachedMarkedFiles(result.metafile.inputs, directory, pass, scan);
    if (haveSameFiles(files, assumed)) return result;
    for (const path of assumed.keys()) known.add(path);
  }
  throw new InlineageError({
    code: "HOST_LIMIT",
    message: "each time this project is built, it reaches other tracked files",
    remedy: "look for a plugin that resolves an import differently each time it is asked.",
  });
}

function haveSameFiles(files: ReadonlySet<string>, reached: ReachedFiles): boolean {
  const others = new Set(reached.values());
  return files.size === others.size && [...files].every((file) => others.has(file));
}

/** Puts the output of a second build in place of the first one's, in what the user gets and on disk. */
export function replaceResult(
  { initialOptions }: PluginBuild,
  first: BuildResult,
  second: BuildResult,
): void {
  const directory = workingDirectory(initialOptions);
  if (initialOptions.write !== false) {
    const kept = new Set(Object.keys(second.metafile?.outputs ?? {}));
    for (const output of Object.keys(first.metafile?.outputs ?? {})) {
      if (!kept.has(output)) rmSync(resolve(directory, output), { force: true });
    }
  }
  const { outputFiles, mangleCache } = second;
  const metafile = first.metafile && second.metafile;
  Object.assign(first, { outputFiles, mangleCache, metafile });
}

/** Shows warnings from after the build: `build()` prints none of those itself. */
export async function warnAfterwards(
  { esbuild, initialOptions }: PluginBuild,
  result: BuildResult,
  warnings: readonly PartialMessage[],
): Promise<void> {
  const known = new Set(result.warnings.map(({ text }) => text));
  const news = warnings.map(complete).filter(({ text }) => !known.has(text));
  result.warnings.push(...news);
  if (["error", "silent"].includes(initialOptions.logLevel ?? "warning")) return;
  const lines = await esbuild.formatMessages(news, {
    kind: "warning",
    color: initialOptions.color ?? process.stderr.isTTY,
  });
  process.stderr.write(lines.join(""));
}

function complete({ id = "", text = "", notes = [] }: PartialMessage): Message {
  return {
    id,
    pluginName: PLUGIN_NAME,
    text,
    location: null,
    notes: notes.map((note) => ({ text: note.text ?? "", location: null })),
    detail: undefined,
  };
}

/** The warnings of this plugin about the build that took the first one's place. */
export function ownWarnings({ warnings }: BuildResult): PartialMessage[] {
  return warnings.filter(({ pluginName }) => pluginName === PLUGIN_NAME);
}
