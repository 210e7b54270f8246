import { createHash, randomBytes } from "node:crypto";
import { readFileSync, utimesSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LastCommit } from "./last-commits.js";

/** The commit that last touched a file. */
export interface CachedCommit {
  commit: string;
  /** Committer date, RFC 3339. */
  date: string | null;
  /** What the HEAD of the answers holds at the path, where that was read. */
  item?: { mode: string; id: string } | undefined;
}

/** Path, relative to the top level, to what is known of it at one HEAD. */
export type CachedCommits = ReadonlyMap<string, CachedCommit>;

const EXTENSION = ".json";
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A few branches, and the way each of them went lately. */
const MAX_FILES = 16;
const MAX_BYTES = 64 * 1024 * 1024;
/** What a writer that was killed leaves behind is nobody's after this many milliseconds. */
const ABANDONED = 60 * 60 * 1000;

/**
 * What was found out at a HEAD before. It depends on nothing but that commit and the path, so it never goes stale.
 *
 * @param folder absolute path; need not exist
 * @returns nothing when there is no such file, or when it is not exactly what was once written
 */
export function readCachedCommits(folder: string, head: string): CachedCommits {
  const file = join(folder, head + EXTENSION);
  try {
    const commits = parseCache(readFileSync(file, "utf8"), head);
    if (!commits) return new Map();
    keepYoung(file);
    return commits;
  } catch {
    return new Map();
  }
}

/** What the HEAD holds at the path is no part of the answer: at another HEAD that may be something else. */
export function cachedAnswer({ commit, date }: CachedCommit): LastCommit {
  return { kind: "commit", commit, date };
}

/** The least recently used files go first; on a read-only disk none goes. */
function keepYoung(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {}
}

/** The HEADs something is known of, the most recently used first. */
export async function cachedHeads(folder: string): Promise<readonly string[]> {
  const files = await listFiles(folder);
  return files
    .filter(({ head }) => head !== undefined)
    .sort((a, b) => b.used - a.used)
    .map(({ head }) => head as string);
}

/**
 * Keeps what was found out at a HEAD. A reader sees the file whole or not at all, also when two builds write at once
 * or one is killed; a folder that can't be written to is left alone.
 */
export async function writeCachedCommits(
  folder: string,
  head: string,
  commits: CachedCommits,
): Promise<void> {
  const draft = join(folder, `${head}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, cacheText(head, commits));
    await rename(draft, join(folder, head + EXTENSION));
    await removeOldFiles(folder);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function cacheText(head: string, commits: CachedCommits): string {
  const answers = [...commits].map(([path, { commit, date, item }]) =>
    item ? [path, commit, date, item.mode, item.id] : [path, commit, date],
  );
  const body = JSON.stringify({ head, answers });
  return `${checksum(body)}\n${body}\n`;
}

function parseCache(text: string, expectedHead: string): CachedCommits | undefined {
  const line = text.indexOf("\n");
  const body = text.slice(line + 1).replace(/\n$/, "");
  if (line === -1 || text.slice(0, line) !== checksum(body)) return undefined;
  const { head, answers } = JSON.parse(body) as {
    head: string;
    answers: [path: string, commit: string, date: string | null, mode?: string, id?: string][];
  };
  if (head !== expectedHead) return undefined;
  return new Map(
    answers.map(([path, commit, date, mode, id]) => [
      path,
      mode === undefined || id === undefined
        ? { commit, date }
        : { commit, date, item: { mode, id } },
    ]),
  );
}

/** The words before the body are this format's name: another version's files don't match. */
function checksum(body: string): string {
  return createHash("sha256").update(`inlineage commits 3\n${body}`).digest("hex");
}

interface CacheFile {
  path: string;
  /** `undefined` for a draft. */
  head: string | undefined;
  /** Milliseconds since 1970. */
  used: number;
  size: number;
}

async function listFiles(folder: string): Promise<CacheFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map(async (name): Promise<CacheFile[]> => {
      const path = join(folder, name);
      const head = name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : undefined;
      if (head === undefined ? !name.endsWith(".tmp") : !ID.test(head)) return [];
      const stats = await stat(path).catch(() => undefined);
      return stats ? [{ path, head, used: stats.mtimeMs, size: stats.size }] : [];
    }),
  );
  return files.flat();
}

async function removeOldFiles(folder: string): Promise<void> {
  const files = (await listFiles(folder)).sort((a, b) => b.used - a.used);
  let count = 0;
  let bytes = 0;
  for (const { path, head, used, size } of files) {
    if (head === undefined) {
      if (used < Date.now() - ABANDONED) await rm(path, { force: true });
      continue;
    }
    count += 1;
    bytes += size;
    if (count > MAX_FILES || bytes > MAX_BYTES) await rm(path, { force: true });
  }
}
