import { join } from "node:path";

/** The name of the file that `inlineage snapshot` writes and builds look for. */
export const SNAPSHOT_FILE = "inlineage.snapshot.json";

const FORMAT = 1;

/** What was known of one file when the snapshot was made. */
export interface SnapshotEntry {
  /** Git blob id of the committed content. */
  blob: string;
  /** The last commit that touched the file. */
  commit: string;
  /** Committer date, RFC 3339. */
  date: string | null;
  /** Relative to the top level of the file's repository, with `/`. */
  path: string;
  /** Blob id of the bytes on disk, where a checkout converts line ends or filters. */
  disk: string | undefined;
}

/** What a snapshot file holds: files by their path from the snapshot's folder, with `/`. */
export type SnapshotEntries = ReadonlyMap<string, SnapshotEntry>;

/**
 * The text of a snapshot file. One line for each file in code-unit order and nothing that changes by itself, so that
 * the text changes only when a file does.
 */
export function snapshotText(entries: SnapshotEntries): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const dates = new Map(sorted.map(([, { commit, date }]) => [commit, date]));
  const commits = [...dates].sort(([a], [b]) => (a < b ? -1 : 1));
  const files = sorted.map(([name, { blob, commit, path, disk }]): [string, unknown] => [
    name,
    { blob, commit, ...(path !== name && { path }), ...(disk !== undefined && { disk }) },
  ]);
  return `{\n  "inlineageSnapshot": ${FORMAT},\n  "commits": ${lines(commits)},\n  "files": ${lines(files)}\n}\n`;
}

function lines(properties: readonly (readonly [string, unknown])[]): string {
  const texts = properties.map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return texts.length === 0 ? "{}" : `{\n${texts.join(",\n")}\n  }`;
}

/** @returns what the text of a snapshot file holds, or `undefined` for any other text */
export function parseSnapshot(text: string): SnapshotEntries | undefined {
  const data = parseJson(text);
  if (!isRecord(data) || data.inlineageSnapshot !== FORMAT) return undefined;
  const { commits, files } = data;
  if (!isRecord(commits) || !isRecord(files)) return undefined;
  const entries = new Map<string, SnapshotEntry>();
  for (const [name, file] of Object.entries(files)) {
    if (!isRecord(file)) return undefined;
    const { blob, commit, path = name, disk } = file;
    if (!isId(blob) || !isId(commit) || typeof path !== "string") return undefined;
    if (disk !== undefined && !isId(disk)) return undefined;
    const date = Object.hasOwn(commits, commit) ? commits[commit] : undefined;
    if (date !== null && !(typeof date === "string" && RFC_3339.test(date))) return undefined;
    entries.set(name, { blob, commit, date, path, disk });
  }
  return entries;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)$/;

function isId(value: unknown): value is string {
  return typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the snapshot of a folder is kept. */
export function snapshotPath(folder: string): string {
  return join(folder, SNAPSHOT_FILE);
}
