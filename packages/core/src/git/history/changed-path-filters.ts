import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { objectDirectories } from "../../objects/object-directories.js";

/**
 * Whether the repository's commit-graph holds changed-path filters, with which git skips most commits when it looks
 * for one path (`git commit-graph write --changed-paths`).
 *
 * @param commonDir absolute path of the git directory
 */
export async function hasChangedPathFilters(commonDir: string): Promise<boolean> {
  for (const objects of objectDirectories(join(commonDir, "objects"))) {
    for (const graph of await graphFiles(join(objects, "info"))) {
      if (await hasFilterChunk(graph)) return true;
    }
  }
  return false;
}

/** One file, or the layers of a chain (gitformat-commit-graph(5)). */
async function graphFiles(info: string): Promise<string[]> {
  const chain = join(info, "commit-graphs");
  const layers = await linesOf(join(chain, "commit-graph-chain"));
  return [join(info, "commit-graph"), ...layers.map((hash) => join(chain, `graph-${hash}.graph`))];
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

const SIGNATURE = "CGPH";
const HEADER_LENGTH = 8;
/** Four characters that name the chunk and eight bytes that say where it is. */
const TABLE_ROW_LENGTH = 12;
/** The filters' index. */
const FILTER_CHUNK = "BIDX";

async function hasFilterChunk(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return false;
  try {
    const header = Buffer.alloc(HEADER_LENGTH);
    await handle.read(header, 0, HEADER_LENGTH, 0);
    if (header.toString("latin1", 0, 4) !== SIGNATURE) return false;
    const table = Buffer.alloc((header[6] as number) * TABLE_ROW_LENGTH);
    await handle.read(table, 0, table.length, HEADER_LENGTH);
    for (let row = 0; row < table.length; row += TABLE_ROW_LENGTH) {
      if (table.toString("latin1", row, row + 4) === FILTER_CHUNK) return true;
    }
    return false;
  } finally {
    await handle.close();
  }
}
