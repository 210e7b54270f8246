import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Head } from "../git/repository.js";
import type { GitDirectory } from "./git-directory.js";

/** As git's own limit (refs.h, `SYMREF_MAXDEPTH`). */
const MAX_DEPTH = 5;
/** Refs that a linked work tree has for itself: git-worktree(1), "Refs". */
const OWN_REF = /^(?:HEAD|refs\/(?:bisect|worktree|rewritten)\/.*)$/;

/**
 * What HEAD names, from the files that hold refs: gitrepository-layout(5), "refs" and "packed-refs".
 *
 * @returns `missing` for a HEAD that can't be made sense of
 */
export async function readHead({ gitDir, commonDir }: GitDirectory): Promise<Head> {
  let name = "HEAD";
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const directory = OWN_REF.test(name) ? gitDir : commonDir;
    const text = await readText(join(directory, name));
    const value = text === undefined ? await packedRef(commonDir, name) : text.trimEnd();
    if (value === undefined) return { kind: name === "HEAD" ? "missing" : "unborn" };
    const commit = /^([0-9a-f]{40}|[0-9a-f]{64})$/.exec(value)?.[1];
    if (commit !== undefined) return { kind: "commit", commit };
    const target = /^ref:\s*(refs\/\S+)$/.exec(value)?.[1];
    if (target === undefined || target.split("/").includes("..")) return { kind: "missing" };
    name = target;
  }
  return { kind: "missing" };
}

async function packedRef(commonDir: string, name: string): Promise<string | undefined> {
  const text = (await readText(join(commonDir, "packed-refs"))) ?? "";
  const line = text
    .split("\n")
    .find((candidate) => candidate.slice(candidate.indexOf(" ") + 1) === name);
  return line?.slice(0, line.indexOf(" "));
}

/**
 * Whether the history was altered by hand, with replacement refs or a grafts file: what git then shows is not what
 * the objects say.
 */
export async function isHistoryAltered({
  commonDir,
}: Pick<GitDirectory, "commonDir">): Promise<boolean> {
  const grafts = await readText(join(commonDir, "info", "grafts"));
  if (grafts !== undefined && grafts.trim() !== "") return true;
  const packed = (await readText(join(commonDir, "packed-refs"))) ?? "";
  if (packed.includes(" refs/replace/")) return true;
  const loose = await readdir(join(commonDir, "refs", "replace")).catch(() => []);
  return loose.length > 0;
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
