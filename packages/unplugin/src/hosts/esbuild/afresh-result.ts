import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildResult, Message, PartialMessage, PluginBuild } from "esbuild";
import { PLUGIN_NAME } from "./other-plugins.js";
import { workingDirectory } from "./working-directory.js";

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
