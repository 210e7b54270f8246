import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitRepository, temporaryFolder } from "../git/git-repository.fixture.js";
import { ObjectStore } from "./object-store.js";
import { PackIndex } from "./pack-index.js";
import { PagedFile } from "./paged-file.js";

describe("every object of a repository reads as git reads it", () => {
  test.each(["sha1", "sha256"] as const)("loose and packed, with %s", (objectFormat) => {
    const repository = GitRepository.create(undefined, `--object-format=${objectFormat}`);
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919}`);
    for (let change = 0; change < 12; change++) {
      lines[change * 1000] = `changed ${change}`;
      repository.commit({
        "large.txt": lines.join("\n"),
        [`folder/${change}.txt`]: String(change),
      });
    }
    repository.git("tag", "--annotate", "--message", "a tag", "v1");
    const listed = repository.git("cat-file", "--batch-all-objects", "--batch-check");
    const objects = listed.split("\n").map((line) => line.split(" ") as [string, string, string]);

    const readAll = () => {
      const store = new ObjectStore({ commonDir: repository.path(".git"), objectFormat });
      for (const [id, type, size] of objects) {
        const object = store.read(id);
        // The store checks each content against its id.
        expect(object).toMatchObject({ kind: "object", type });
        expect(object.kind === "object" && object.content.length).toBe(Number(size));
      }
      store.close();
    };
    readAll();
    repository.git("gc", "--quiet", "--aggressive", "--prune=now");
    readAll();
    repository.git("repack", "--quiet", "-a", "-d", "-f", "--depth=4000", "--window=50");
    readAll();
  });

  test("although git packs them, anew and again, in the middle of it", () => {
    const repository = GitRepository.create();
    const commits = ["1", "2", "3", "4"].map((text) => repository.commit({ "a.ts": text }));
    const store = new ObjectStore({ commonDir: repository.path(".git"), objectFormat: "sha1" });
    for (const commit of commits) {
      expect(store.read(commit)).toMatchObject({ kind: "object", type: "commit" });
      repository.git("gc", "--quiet", "--prune=now");
      repository.commit();
    }
    store.close();
  });

  test("and one that isn't there is missing", () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "1" });
    const store = new ObjectStore({ commonDir: repository.path(".git"), objectFormat: "sha1" });
    expect(store.read("0".repeat(40))).toEqual({ kind: "missing" });
  });
});

test("an object beyond the first two gigabytes of a pack is found where it is", () => {
  const first = Buffer.alloc(20, 0x11);
  const second = Buffer.alloc(20, 0x22);
  const fanout = Buffer.alloc(1024);
  for (let bucket = 0; bucket < 256; bucket++) {
    fanout.writeUInt32BE(bucket < 0x11 ? 0 : bucket < 0x22 ? 1 : 2, bucket * 4);
  }
  const offsets = Buffer.from("0000000c80000000", "hex");
  const largeOffset = Buffer.from("0000000200000007", "hex");
  const header = Buffer.from("ff744f6300000002", "hex");
  const checksums = Buffer.alloc(8);
  const path = join(temporaryFolder(), "pack.idx");
  writeFileSync(
    path,
    Buffer.concat([
      header,
      fanout,
      first,
      second,
      checksums,
      offsets,
      largeOffset,
      Buffer.alloc(40),
    ]),
  );
  const index = new PackIndex(path, 20);
  expect(index.offsetOf(first)).toBe(12);
  expect(index.offsetOf(second)).toBe(2 * 2 ** 32 + 7);
  expect(index.offsetOf(Buffer.alloc(20, 0x33))).toBe(-1);
  index.close();
});

describe("a file of many pages", () => {
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));

  test("reads the same from any place, in any order", () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, content);
    const file = new PagedFile(path);
    const places = [0, 65_535, 65_536, 131_000, 299_000, 5, 200_000];
    for (const length of [0, 1, 2, 1000]) {
      for (const place of places) {
        expect(file.read(place, length)).toEqual(content.subarray(place, place + length));
      }
    }
    expect(file.read(0, content.length)).toEqual(content);
    expect(() => file.read(299_999, 2)).toThrow(RangeError);
    expect(() => file.read(-1, 1)).toThrow(RangeError);
    file.close();
  });
});
