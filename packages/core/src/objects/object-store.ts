import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { inflateSync } from "node:zlib";
import type { Repository } from "../git/repository.js";
import { checkedSize } from "./apply-delta.js";
import { type ObjectData, type ObjectType, Pack } from "./pack.js";

export type StoredObject =
  | ({ kind: "object" } & ObjectData)
  /** No such object here: lost, or left out of a partial clone. */
  | { kind: "missing" }
  | { kind: "damaged"; cause: unknown };

const ID_LENGTH = { sha1: 20, sha256: 32 } as const;
/** As git's own limit (object-file.c). */
const MAX_ALTERNATE_DEPTH = 5;

/** The objects of a repository, and of those it borrows from, read without git. */
export class ObjectStore {
  readonly #objectFormat: Repository["objectFormat"];
  readonly #directories: readonly string[];
  #packs: Pack[] | undefined;

  constructor({ commonDir, objectFormat }: Pick<Repository, "commonDir" | "objectFormat">) {
    this.#objectFormat = objectFormat;
    this.#directories = withAlternates(join(commonDir, "objects"));
  }

  /**
   * @param id in hex
   * @returns the object, its content checked against the id
   */
  read(id: string): StoredObject {
    try {
      const object = this.#readPacked(id) ?? this.#readLoose(id);
      if (!object) return { kind: "missing" };
      const header = Buffer.from(`${object.type} ${object.content.length}\0`);
      const actual = hash(this.#objectFormat, Buffer.concat([header, object.content]));
      if (actual !== id) throw new Error(`the content of ${id} is that of ${actual}`);
      return { kind: "object", ...object };
    } catch (cause) {
      return { kind: "damaged", cause };
    }
  }

  close(): void {
    for (const pack of this.#packs ?? []) pack.close();
    this.#packs = [];
  }

  #readPacked(id: string): ObjectData | undefined {
    const bytes = Buffer.from(id, "hex");
    this.#packs ??= this.#openPacks();
    for (const [position, pack] of this.#packs.entries()) {
      const object = pack.read(bytes);
      if (!object) continue;
      // What is looked up together is mostly packed together.
      if (position > 0) this.#packs.unshift(...this.#packs.splice(position, 1));
      return object;
    }
    return undefined;
  }

  #openPacks(): Pack[] {
    const packs: Pack[] = [];
    for (const directory of this.#directories) {
      const folder = join(directory, "pack");
      for (const name of listFolder(folder)) {
        if (!name.endsWith(".idx")) continue;
        try {
          const path = join(folder, name.slice(0, -".idx".length));
          packs.push(new Pack(path, ID_LENGTH[this.#objectFormat]));
        } catch {
          // A pack that can't be opened holds nothing: its objects come out as missing.
        }
      }
    }
    return packs;
  }

  /** Gitrepository-layout(5), "objects/[0-9a-f][0-9a-f]". */
  #readLoose(id: string): ObjectData | undefined {
    for (const directory of this.#directories) {
      const path = join(directory, id.slice(0, 2), id.slice(2));
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) continue;
      checkedSize(stats.size);
      const data = inflateSync(readFileSync(path), { maxOutputLength: checkedSize(2 ** 28) });
      const end = data.indexOf(0);
      const [, type, size] =
        /^(commit|tree|blob|tag) (\d+)$/.exec(data.toString("latin1", 0, end)) ?? [];
      const content = data.subarray(end + 1);
      if (end === -1 || Number(size) !== content.length) throw new Error(`no object in ${path}`);
      return { type: type as ObjectType, content };
    }
    return undefined;
  }
}

/** The object directories a repository may use: its own, and those `info/alternates` lists. */
function withAlternates(own: string): readonly string[] {
  const found = new Set<string>();
  const visit = (directory: string, depth: number) => {
    if (found.has(directory) || depth > MAX_ALTERNATE_DEPTH) return;
    found.add(directory);
    for (const line of readText(join(directory, "info", "alternates")).split("\n")) {
      // A quoted path is one with a line break: seen nowhere, and its objects come out as missing.
      if (line !== "" && !line.startsWith("#")) visit(resolve(directory, line), depth + 1);
    }
  };
  visit(own, 0);
  return [...found];
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
