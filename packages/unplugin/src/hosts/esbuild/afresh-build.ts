import { InlineageError } from "@inlineage/core";
import type { BuildResult, PluginBuild } from "esbuild";
import { companionOptions } from "./companion-build.js";
import { type ReachedFiles, reachedMarkedFiles } from "./reached-files.js";
import type { Shortfall } from "./shortfall.js";
import { workingDirectory } from "./working-directory.js";

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
