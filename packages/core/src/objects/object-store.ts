import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import type { Repository } from "../git/repository.js";
import { checkedSize } from "./apply-delta.js";
import { objectDirectories } from "./object-directories.js";
import { type ObjectData, type ObjectType, Pack } from "./pack.js";

export type StoredObject =
  | ({ kind: "object" } & ObjectData)
  /** No such object here: lost, or left out of a partial clone. */
  | { kind: "missing" }
  | { kind: "damaged"; cause: unknown };

const ID_LENGTH = { sha1: 20, sha256: 32 } as const;

/** The objects of a repository, and of those it borrows from, read without git. */
export class ObjectStore {
  readonly #objectFormat: Repository["objectFormat"];
  readonly #directories: readonly string[];
  readonly #packs: Pack[] = [];
  /** Those that could not be opened included. */
  readonly #packPaths = new Set<string>();

  constructor({ commonDir, objectFormat }: Pick<Repository, "commonDir" | "objectFormat">) {
    this.#objectFormat = objectFormat;
    this.#directories = objectDirectories(join(commonDir, "objects"));
  }

  /**
   * @param id in hex
   * @returns the object, its content checked against the id
   */
  read(id: string): StoredObject {
    try {
      const object =
        this.#readPacked(id) ??
        this.#readLoose(id) ??
        // Not looked for yet, or git has packed objects since.
        (this.#openPacks() ? this.#readPacked(id) : undefined);
      if (!object) return { kind: "missing" };
      const header = Buffer.from(`${object.type} ${object.content.length}\0`);
      const actual = hash(this.#objectFormat, Buffer.concat([header, object.content]));
      if (actual !== id) throw new Error(`the content of ${id} is that of ${actual}`);
      return { kind: "object", ...object };
    } catch (cause) {
      return { kind: "damaged", cause };
    }
  }

  /** How many objects there are in packs that can be opened; what is in several counts as often. */
  packedObjects(): number {
    this.#openPacks();
    return this.#packs.reduce((sum, { count }) => sum + count, 0);
  }

  close(): void {
    for (const pack of this.#packs.splice(0)) pack.close();
  }

  #readPacked(id: string): ObjectData | undefined {
    const bytes = Buffer.from(id, "hex");
    for (const [position, pack] of this.#packs.entries()) {
      const object = pack.read(bytes);
      if (!object) continue;
      // What is looked up together is mostly packed together.
      if (position > 0) this.#packs.unshift(...this.#packs.splice(position, 1));
      return object;
    }
    return undefined;
  }

  /** @returns whether there are any that were not there before */
  #openPacks(): boolean {
    const before = this.#packs.length;
    for (const directory of this.#directories) {
      const folder = join(directory, "pack");
      for (const name of listFolder(folder)) {
        const path = join(folder, name.replace(/\.idx$/, ""));
        if (!name.endsWith(".idx") || this.#packPaths.has(path)) continue;
        this.#packPaths.add(path);
        try {
          this.#packs.push(new Pack(path, ID_LENGTH[this.#objectFormat]));
        } catch {
          // A pack that can't be opened holds nothing: its objects come out as missing.
        }
      }
    }
    return this.#packs.length > before;
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

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
