import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildResult, Message, PartialMessage, PluginBuild } from "esbuild";

/** Puts the output of a second build in place of the first one's, in what the user gets and on disk. */
export function replaceResult(
  { initialOptions }: PluginBuild,
  first: BuildResult,
  second: BuildResult,
): void {
  const directory = initialOptions.absWorkingDir ?? process.cwd();
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

/** Shows a warning from after the build: `build()` prints none of those itself. */
export async function warnAfterwards(
  { esbuild, initialOptions }: PluginBuild,
  result: BuildResult,
  { id = "", text, notes = [] }: PartialMessage & { text: string },
): Promise<void> {
  const warning: Message = {
    id,
    pluginName: "unplugin-inlineage",
    text,
    location: null,
    notes: notes.map((note) => ({ text: note.text ?? "", location: null })),
    detail: undefined,
  };
  result.warnings.push(warning);
  const [message] = await esbuild.formatMessages([warning], {
    kind: "warning",
    color: initialOptions.color ?? process.stderr.isTTY,
  });
  if (!["error", "silent"].includes(initialOptions.logLevel ?? "warning")) {
    process.stderr.write(message ?? "");
  }
}
