import { readFileSync } from "node:fs";
import { type Build, InlineageError } from "@inlineage/core";
import type { OnLoadArgs, OnLoadResult, PluginBuild } from "esbuild";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { messageOf } from "./messages.js";

const QUOTED = `["'\`]${VIRTUAL_ID}["'\`]`;
const NAMES_VERSIONS = new RegExp(QUOTED);
const IMPORTS_VERSIONS = new RegExp(`\\b(?:from|import|require)\\s*\\(?\\s*${QUOTED}`);

const IS_WITHOUT_JSX = /\.[cm]?ts$/;

/** Whether a file with this text is of interest in a build without bundling. */
export function unbundledTextTest({ mayHoldMarks }: Build): (text: string) => boolean {
  return (text) => mayHoldMarks(text) || NAMES_VERSIONS.test(text);
}

/**
 * Without `bundle: true` esbuild resolves no imports: marks can be erased, but `virtual:versions` would stay as it
 * is and fail when the code runs.
 *
 * @returns the errors of a file that imports it
 */
export async function refuseVersions(
  build: PluginBuild,
  { path }: OnLoadArgs,
): Promise<OnLoadResult | undefined> {
  const code = readFileSync(path, "utf8");
  if (!NAMES_VERSIONS.test(code)) return undefined;
  // esbuild leaves out comments and what only types use.
  const { code: bare } = await build.esbuild
    .transform(code, {
      loader: IS_WITHOUT_JSX.test(path) ? "ts" : "tsx",
      legalComments: "none",
      jsx: "preserve",
      logLevel: "silent",
    })
    .catch(() => ({ code }));
  if (!IMPORTS_VERSIONS.test(bare)) return undefined;
  const line = code.slice(0, code.search(NAMES_VERSIONS)).split("\n").length;
  const error = new InlineageError({
    code: "HOST_LIMIT",
    message: `${VIRTUAL_ID} can't be resolved, because esbuild resolves no imports without bundling`,
    remedy:
      "set bundle: true in esbuild's options, or bundle its output with this plugin afterwards.",
    location: { file: path, line },
  });
  return { errors: [messageOf(error)] };
}
