import { relative } from "node:path";
import type { PartialMessage } from "esbuild";

/** esbuild's first plugin to load a file is its only one. The versions are right nevertheless. */
export function claimedByOthers(path: string): PartialMessage {
  return {
    id: "HOST_LIMIT",
    text: `another plugin loads ${relative(process.cwd(), path)} first, so its marks stay in the output; its versions are right`,
    notes: [
      {
        text: "To fix it: put inlineage() before that plugin in esbuild's plugins, or keep that plugin from this file.",
      },
    ],
  };
}

/** esbuild takes the paths it asks a plugin about when a build or context is made, and never again. */
export function marksFoundLate(paths: readonly string[]): PartialMessage {
  return {
    id: "HOST_LIMIT",
    text: `built a second time to erase the marks of ${listed(paths)}, which held none or was not found when esbuild was set up; ${STILL_SERVED}`,
    notes: [{ text: "To fix it: restart the watch or create esbuild's context anew." }],
  };
}

/** In one that was made because the first one had the same trouble. */
export function importsUnknown(): PartialMessage {
  return {
    id: "HOST_LIMIT",
    text: "closures and packages take another build of the same code to tell what imports what, and that failed, though the build itself did not",
    notes: [{ text: "To fix it: look for a plugin that answers differently the second time." }],
  };
}

/** Only when other plugins resolve or write files in ways of their own, or a package has two main files. */
export function filesReachedLate(paths: readonly string[]): PartialMessage {
  return {
    id: "HOST_LIMIT",
    text: `built a second time, because only the finished build showed whether it reaches ${listed(paths)}; ${STILL_SERVED}`,
    notes: [
      { text: "To fix it: where you use esbuild's serve(), use watch() and another server." },
    ],
  };
}

const STILL_SERVED =
  "the written files are right, esbuild's own server still serves the first ones";

function listed(paths: readonly string[]): string {
  return paths.map((path) => relative(process.cwd(), path)).join(", ");
}
