import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Head } from "../git/repository.js";
import type { GitDirectory } from "./git-directory.js";
import { readConfig } from "./read-config.js";

/** As git's own limit (refs.h, `SYMREF_MAXDEPTH`). */
const MAX_DEPTH = 5;
/** Refs that a linked work tree has for itself: git-worktree(1), "Refs". */
const OWN_REF = /^(?:HEAD|refs\/(?:bisect|worktree|rewritten)\/.*)$/s;
/** White space to git: what else Unicode has of it may be part of a name (git-check-ref-format(1)). */
const BLANKS_AT_END = /[ \t\r\n]+$/;
/** Bytes that are no UTF-8 would name another ref once they were read as text. */
const SYMBOLIC_REF = /^ref:[ \t\r\n]*(refs\/[^\0-\x20\x7f\ufffd]+)$/;

/**
 * What HEAD names, from the files that hold refs: gitrepository-layout(5), "refs" and "packed-refs".
 *
 * @returns `missing` for a HEAD that can't be made sense of
 */
export function readHead({ gitDir, commonDir }: Pick<GitDirectory, "gitDir" | "commonDir">): Head {
  let name = "HEAD";
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const directory = OWN_REF.test(name) ? gitDir : commonDir;
    const text = readText(join(directory, name));
    const value = text === undefined ? packedRef(commonDir, name) : text.replace(BLANKS_AT_END, "");
    if (value === undefined) return { kind: name === "HEAD" ? "missing" : "unborn" };
    const commit = /^([0-9a-f]{40}|[0-9a-f]{64})$/.exec(value)?.[1];
    if (commit !== undefined) return { kind: "commit", commit };
    const target = SYMBOLIC_REF.exec(value)?.[1];
    if (target === undefined || target.split("/").includes("..")) return { kind: "missing" };
    name = target;
  }
  return { kind: "missing" };
}

function packedRef(commonDir: string, name: string): string | undefined {
  const text = readText(join(commonDir, "packed-refs")) ?? "";
  const line = text
    .split("\n")
    .find((candidate) => candidate.slice(candidate.indexOf(" ") + 1) === name);
  return line?.slice(0, line.indexOf(" "));
}

/**
 * Whether the history was altered by hand, with replacement refs or a grafts file: what git then shows is not what
 * the objects say. Of refs that are not in files, that can't be seen here.
 */
export function isHistoryAltered({ commonDir }: Pick<GitDirectory, "commonDir">): boolean {
  const grafts = readText(join(commonDir, "info", "grafts"));
  if (grafts !== undefined && grafts.trim() !== "") return true;
  const packed = readText(join(commonDir, "packed-refs")) ?? "";
  if (packed.includes(" refs/replace/")) return true;
  return hasEntries(join(commonDir, "refs", "replace"));
}

/** Whether refs are in tables, or anywhere but in the files of `commonDir` (git-init(1), `--ref-format`). */
export function keepsRefsElsewhere({ commonDir }: Pick<GitDirectory, "commonDir">): boolean {
  if (existsSync(join(commonDir, "reftable"))) return true;
  const config = readConfig(readText(join(commonDir, "config")) ?? "");
  return !config || (config.get("extensions.refstorage") ?? "files") !== "files";
}

/** Whether the objects alone tell the history that git shows, as far as the files tell. */
export function isHistoryPlain(directory: Pick<GitDirectory, "commonDir">): boolean {
  return !isHistoryAltered(directory) && !keepsRefsElsewhere(directory);
}

function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

/** These are read between two steps of a bundler that keeps every thread busy: waiting for one takes longer. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
