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
export function builtTwice(paths: readonly string[]): PartialMessage {
  const files = paths.map((path) => relative(process.cwd(), path)).join(", ");
  return {
    id: "HOST_LIMIT",
    text: `built a second time to erase the marks of ${files}, which held none or was not found when esbuild was set up; esbuild's own server still serves the first output`,
    notes: [{ text: "To fix it: restart the watch or create esbuild's context anew." }],
  };
}
