import { symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { blobId, rawBlobId, storedBlobIds } from "./blob-ids.js";
import { GitRepository, temporaryFolder } from "./git-repository.fixture.js";

describe("ids of what git would store", () => {
  test("follow the repository's attributes", async () => {
    const repository = GitRepository.create();
    repository.commit({ ".gitattributes": "*.ts text=auto\n*.bin -text\n" });
    repository.write("a.ts", "1\r\n2\r\n");
    repository.write("b.bin", "1\r\n2\r\n");
    repository.write("c.ts", "1\n2\n");
    const ids = await storedBlobIds({ topLevel: repository.directory, objectFormat: "sha1" }, [
      "a.ts",
      "b.bin",
      "c.ts",
    ]);
    for (const [path, id] of ids) expect(id).toBe(repository.hashObject(path));
    expect(ids.get("a.ts")).toBe(ids.get("c.ts"));
    expect(ids.get("a.ts")).not.toBe(ids.get("b.bin"));
  });

  test("are told apart for names with line breaks, quotes, globs and leading signs", async () => {
    const repository = GitRepository.create();
    const names = [
      "a\nb.ts",
      '"q".ts',
      "*.ts",
      ":(top)a.ts",
      "-a.ts",
      " ",
      "\u00e9.ts",
      "e\u0301.ts",
    ];
    for (const name of names) repository.write(name, `content of ${name}`);
    const ids = await storedBlobIds(
      { topLevel: repository.directory, objectFormat: "sha1" },
      names,
    );
    expect([...ids.keys()].sort()).toEqual([...names].sort());
    for (const [name, id] of ids) {
      expect(id).toBe(blobId(Buffer.from(`content of ${name}`), "sha1"));
    }
  });

  test("of a symbolic link are those of where it points", async () => {
    const repository = GitRepository.create();
    symlinkSync("b.ts", repository.path("a.ts"));
    repository.commit({ "b.ts": "content" });
    const ids = await storedBlobIds({ topLevel: repository.directory, objectFormat: "sha1" }, [
      "a.ts",
    ]);
    expect(ids.get("a.ts")).toBe(repository.git("rev-parse", "HEAD:a.ts"));
  });
});

describe("ids of the very bytes", () => {
  test.each(["sha1", "sha256"] as const)("are git's own in a %s repository", async (format) => {
    const repository = GitRepository.create(undefined, `--object-format=${format}`);
    for (const content of ["", "a", "1\r\n2\r\n", "0123456789".repeat(100_000)]) {
      const file = repository.write("a.ts", content);
      expect(await rawBlobId(file, format)).toBe(repository.hashObject("a.ts"));
    }
  });

  test("a file that is gone is named in the error, with what to do", async () => {
    const file = `${temporaryFolder()}/gone.ts`;
    await expect(rawBlobId(file, "sha1")).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
      message: expect.stringContaining(file),
      location: { file },
    });
  });

  test("a folder where a file should be is unreadable, not an id", async () => {
    await expect(rawBlobId(temporaryFolder(), "sha1")).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
    });
  });
});
