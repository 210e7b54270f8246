import { lstat, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { blobId, rawBlobId, unreadable } from "../git/blob-ids.js";
import { concurrently } from "../git/concurrently.js";
import type { FileState } from "../git/file-states.js";
import { HistoryReader, isTree, type TreeItem, UnreadableObjectError } from "./history-reader.js";
import type { ReadRepository } from "./open-repository.js";
import { itemsAt, pathTree } from "./path-tree.js";

export type ReadFileState =
  | FileState
  /**
   * The bytes differ from what HEAD holds, but perhaps only because git converted line ends or ran a filter on
   * checkout: whether that is an edit, only git can say.
   */
  | { kind: "converted"; blob: string };

export type ReadFileStates =
  | { kind: "ok"; states: ReadonlyMap<string, ReadFileState> }
  /** What HEAD holds can't be read. */
  | { kind: "missing-objects" };

const READS = 4;
const MAX_TEXT = 64 * 1024 * 1024;
const SYMBOLIC_LINK = "120000";
const EXECUTABLE = "100755";

/**
 * Compares files with HEAD by their bytes and modes, without git.
 *
 * @param paths of existing files, relative to the repository's top level, with `/`
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function readFileStates(
  repository: ReadRepository,
  paths: readonly string[],
): Promise<ReadFileStates> {
  const items = readHeadItems(repository, paths);
  if (!items) return { kind: "missing-objects" };
  const isFiltered = filterLookup(repository);
  const states = new Map<string, ReadFileState>();
  await concurrently(READS, paths, async (path) => {
    const file = join(repository.topLevel, path);
    const item = items.get(path);
    const blob = await rawBlobId(file, repository.objectFormat);
    if (item === undefined || isTree(item)) states.set(path, { kind: "uncommitted", blob });
    else if (!(await hasSameMode(repository, file, item)))
      states.set(path, { kind: "dirty", blob });
    else if (blob === item.id) states.set(path, { kind: "clean" });
    else if ((await unixTextBlobId(repository, file)) === item.id) {
      states.set(path, { kind: "converted", blob: item.id });
    } else states.set(path, { kind: (await isFiltered(path)) ? "converted" : "dirty", blob });
  });
  return { kind: "ok", states };
}

function readHeadItems(
  repository: ReadRepository,
  paths: readonly string[],
): ReadonlyMap<string, TreeItem> | undefined {
  if (repository.head.kind !== "commit") return undefined;
  const reader = new HistoryReader(repository);
  try {
    return itemsAt(reader, reader.commit(repository.head.commit).tree, pathTree(paths));
  } catch (error) {
    if (error instanceof UnreadableObjectError) return undefined;
    throw error;
  } finally {
    reader.close();
  }
}

async function hasSameMode(
  { trustsModes, makesLinks }: ReadRepository,
  file: string,
  { mode }: TreeItem,
): Promise<boolean> {
  const stats = await lstat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (stats.isSymbolicLink()) return mode === SYMBOLIC_LINK;
  if (mode === SYMBOLIC_LINK) return !makesLinks;
  return !trustsModes || ((stats.mode & 0o100) !== 0) === (mode === EXECUTABLE);
}

/** The blob id of a file with its CRLF made LF, as a checkout with `autocrlf` would have started from. */
async function unixTextBlobId(
  { objectFormat }: ReadRepository,
  file: string,
): Promise<string | undefined> {
  const stats = await lstat(file);
  if (!stats.isFile() || stats.size > MAX_TEXT) return undefined;
  const bytes = await readFile(file);
  return blobId(
    Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1"),
    objectFormat,
  );
}

/** Attributes by which a checkout changes more than line ends (gitattributes(5)). */
const FILTERS = /(?:^|\s)(?:ident\b|filter\s*=|working-tree-encoding\s*=)/m;

/** Whether any attributes file that git would ask about a path speaks of filters, of whatever path. */
function filterLookup({ topLevel, commonDir }: ReadRepository) {
  const known = new Map<string, Promise<boolean>>();
  const speaksOfFilters = (file: string) => {
    const answer =
      known.get(file) ??
      readFile(file, "utf8").then(
        (text) => FILTERS.test(text),
        () => false,
      );
    known.set(file, answer);
    return answer;
  };
  return async (path: string): Promise<boolean> => {
    const files = [
      ...["/etc/gitattributes", join(userSettings(), "git", "attributes")],
      ...[join(commonDir, "info", "attributes"), join(topLevel, ".gitattributes")],
    ];
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      files.push(join(topLevel, folder, ".gitattributes"));
    }
    return (await Promise.all(files.map(speaksOfFilters))).includes(true);
  };
}

/** The folder of the user's own attributes: gitattributes(5), "core.attributesFile". */
function userSettings(): string {
  return process.env.XDG_CONFIG_HOME || join(process.env.HOME ?? homedir(), ".config");
}
