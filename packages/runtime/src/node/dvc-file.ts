import { readFile } from "node:fs/promises";
import { InlineageRuntimeError } from "../errors.js";
import { unreadable } from "./unreadable.js";

const MD5 = /^[0-9a-f]{32}(\.dir)?$/;

/**
 * The version of what a `.dvc` file tracks.
 *
 * @returns `md5:HASH`, for a folder `md5:HASH.dir`; `md5-dos2unix:HASH` for files written before DVC 3, which counted
 *   line ends of text as `\n` (their `outs` have no `hash`); `etag:` or `checksum:` for what isn't kept by its MD5
 * @throws InlineageRuntimeError `UNREADABLE_CONTENT` when it names no output, several, or none by a hash
 */
export async function dvcVersion(path: string): Promise<string> {
  const outs = outputsOf(await parse(path));
  const [output] = outs;
  if (outs.length !== 1 || !output) {
    throw new InlineageRuntimeError(
      "UNREADABLE_CONTENT",
      `${JSON.stringify(path)} names ${outs.length} outputs with a hash`,
      "give a .dvc file made by dvc add for one file or folder",
    );
  }
  return output;
}

async function parse(path: string): Promise<unknown> {
  try {
    const { parse } = await import("yaml");
    // A hash of digits alone is text as well.
    return parse(await readFile(path, "utf8"), { schema: "failsafe" });
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function outputsOf(file: unknown): string[] {
  const outs = property(file, "outs");
  if (!Array.isArray(outs)) return [];
  return outs.flatMap((out) => versionOf(out) ?? []);
}

function versionOf(out: unknown): string | undefined {
  const md5 = property(out, "md5");
  if (typeof md5 === "string" && MD5.test(md5)) {
    return `${property(out, "hash") === "md5" ? "md5" : "md5-dos2unix"}:${md5}`;
  }
  for (const kind of ["etag", "checksum"]) {
    const value = property(out, kind);
    if (typeof value === "string" && value) return `${kind}:${value}`;
  }
  return undefined;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value ? Reflect.get(value, key) : undefined;
}
