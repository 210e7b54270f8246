import { Buffer } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Build, type ErasedSource, isComponent } from "@inlineage/core";
import type { BuildOptions, OnLoadResult } from "esbuild";
import { messageOf } from "./messages.js";

/** A source file as this plugin hands it to esbuild. */
export interface LoadedFile {
  /** Changes with the file's content. */
  readonly stamp: string;
  /** Real path; the same file has several when links are preserved. */
  readonly file: string;
  /** Whether it holds marks, as far as they can be read. */
  readonly marked: boolean;
  /** Without marks, or with the errors they cause; `undefined` leaves the file to other plugins and to esbuild. */
  readonly result: OnLoadResult | undefined;
}

/**
 * @param path absolute, as esbuild knows the file
 * @param file where its content is
 */
export function loadMarkedFile(
  path: string,
  file: string,
  build: Build,
  options: BuildOptions,
): LoadedFile {
  // Taken first: an edit while the file is read makes the stamp an old one.
  const stamp = stampOf(path);
  const unmarked = { stamp, file, marked: false, result: undefined };
  const code = build.isCandidateId(file) ? readSource(file) : undefined;
  if (code === undefined) return unmarked;
  try {
    const erased = build.transform(code, file);
    if (!erased) return unmarked;
    // esbuild can't load components, and of the plugins that can, only one gets to.
    if (isComponent(file)) return { ...unmarked, marked: true };
    const contents = options.sourcemap ? withSourceMap(erased, path, code) : erased.code;
    // "default" is the loader esbuild would have chosen itself.
    return { stamp, file, marked: true, result: { contents, loader: "default" } };
  } catch (error) {
    return { stamp, file, marked: true, result: { errors: [messageOf(error)] } };
  }
}

/** @returns a text that differs once the file was edited or replaced, or a directory has other entries */
export function stampOf(path: string): string {
  try {
    const stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) return readdirSync(path).sort().join("/");
    const { ino, size, mtimeNs, ctimeNs } = stats;
    return [ino, size, mtimeNs, ctimeNs].join();
  } catch {
    return "gone";
  }
}

/** @returns `undefined` for a file that is gone, which esbuild then reports in its own words */
function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function withSourceMap({ code, map }: ErasedSource, path: string, original: string): string {
  const sourceMap = {
    version: 3,
    // A name alone is decoded like a URL (`50%25.ts` becomes `50%.ts`), and 0.25.0 leaves it relative to nothing.
    sources: [pathToFileURL(path).href],
    sourcesContent: [original],
    names: map.names,
    mappings: map.mappings,
  };
  const encoded = Buffer.from(JSON.stringify(sourceMap)).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}
