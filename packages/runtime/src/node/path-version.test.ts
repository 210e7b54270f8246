import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ContentOptions } from "../content/content-version.js";
import { VersionTracker } from "../version-tracker.js";
import { fromPath, pathVersion } from "./path-version.js";

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "inlineage-path-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "case-"));
});

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

function shell(command: string): string {
  return execFileSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" }).slice(0, 64);
}

describe("a file", () => {
  test.each([0, 1, 1023, 1 << 20, (1 << 20) + 1, (3 << 20) + 17])(
    "of %i bytes has the version that sha256sum prints",
    async (size) => {
      const path = await write("model.bin", Buffer.alloc(size, "model"));
      expect(await pathVersion(path)).toBe(`sha256:${shell("sha256sum model.bin")}`);
    },
  );

  test("tells how far it is", async () => {
    const path = await write("model.bin", Buffer.alloc((2 << 20) + 5));
    const seen: number[] = [];
    await new VersionTracker({}).setContent("model", fromPath(path), {
      onProgress: (bytes) => seen.push(bytes),
    });
    expect(seen).toEqual([1 << 20, 2 << 20, (2 << 20) + 5]);
  });

  test("can be given as a URL", async () => {
    const path = await write("a model#1.bin", "model");
    expect(await pathVersion(pathToFileURL(path))).toBe(await pathVersion(path));
  });

  test("that changes while it is read is refused", async () => {
    const path = await write("model.bin", Buffer.alloc(3 << 20));
    const onProgress = () => appendFileSync(path, "more");
    await expect(pathVersion(path, { onProgress })).rejects.toThrow("it changed while it was read");
  });
});

describe("a Git LFS pointer", () => {
  const oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";

  test("has the version of the file it stands for", async () => {
    const content = Buffer.from("the model itself");
    const actual = await pathVersion(await write("fetched.bin", content));
    const pointer = `version https://git-lfs.github.com/spec/v1\noid ${actual}\nsize ${content.length}\n`;
    expect(await pathVersion(await write("pointer.bin", pointer))).toBe(actual);
  });

  test.each([
    ["with extensions", `ext-0-foo sha256:${oid}\noid sha256:${oid}\nsize 12345\n`],
    ["of a checkout with CRLF", `oid sha256:${oid}\nsize 12345\n`.replaceAll("\n", "\r\n")],
  ])("%s is one as well", async (_, rest) => {
    const end = rest.includes("\r") ? "\r\n" : "\n";
    const pointer = `version https://git-lfs.github.com/spec/v1${end}${rest}`;
    expect(await pathVersion(await write("model.bin", pointer))).toBe(`sha256:${oid}`);
  });

  test.each([
    `oid sha256:${oid}\nsize 12345\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\nand more\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.slice(1)}\nsize 12345\n`,
  ])("is not what only looks like one (%#)", async (text) => {
    const path = await write("model.bin", text);
    expect(await pathVersion(path)).toBe(`sha256:${shell("sha256sum model.bin")}`);
  });
});

describe("a .dvc file", () => {
  const md5 = "a304afb96060aad90176268345e10355";

  test.each([
    [`outs:\n- md5: ${md5}\n  size: 37891850\n  hash: md5\n  path: data.xml\n`, `md5:${md5}`],
    [`outs:\n- path: m\n  hash: md5\n  md5: ${md5}.dir\n  nfiles: 3\n`, `md5:${md5}.dir`],
    [`outs:\n- md5: ${md5}\n  path: data.xml\n`, `md5-dos2unix:${md5}`],
    [
      "outs:\n- md5: 12345678901234567890123456789012\n",
      `md5-dos2unix:${"1234567890".repeat(3)}12`,
    ],
    [`# note\nmd5: 1234\nouts:\n  - {etag: abc-1, path: 's3://b/k'}\n`, "etag:abc-1"],
  ])("has the version it names (%#)", async (text, version) => {
    expect(await pathVersion(await write("data.dvc", text))).toBe(version);
  });

  test.each([
    ["", "names 0 outputs with a hash"],
    ["outs: []\n", "names 0 outputs with a hash"],
    ["outs:\n- path: model.bin\n", "names 0 outputs with a hash"],
    [`outs:\n- md5: ${md5}\n- md5: ${md5}\n`, "names 2 outputs with a hash"],
    ["outs:\n- md5: a304afb9\n", "names 0 outputs with a hash"],
    ["outs:\n- etag: ''\n", "names 0 outputs with a hash"],
    ["outs: [\n", "can't be read"],
  ])("that names no single one is refused (%#)", async (text, message) => {
    const path = await write("data.dvc", text);
    await expect(pathVersion(path)).rejects.toMatchObject({
      code: "UNREADABLE_CONTENT",
      message: expect.stringContaining(`${JSON.stringify(path)} ${message}`),
    });
  });
});

describe("a folder", () => {
  const command =
    "cd shards && find -L . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum -z | sha256sum";

  test("has the version its documented command prints, whatever its names are", async () => {
    for (const name of ["b.bin", "B.bin", "a/x.bin", "a.bin", "a b.bin", "ü.bin", "🙂.bin"]) {
      await write(`shards/${name}`, name);
    }
    await write("shards/new\nline\\.bin", "n");
    await write("outside.bin", "linked");
    await symlink("../outside.bin", join(folder, "shards", "link.bin"));
    await symlink("a", join(folder, "shards", "folder-link"));
    await mkdir(join(folder, "shards", "empty"));
    execFileSync("bash", ["-c", "echo x > $'shards/\\xff\\xfe'"], { cwd: folder });
    expect(await pathVersion(join(folder, "shards"))).toBe(`tree-sha256:${shell(command)}`);
  });

  test("without a file has one too", async () => {
    await mkdir(join(folder, "shards"));
    expect(await pathVersion(join(folder, "shards/"))).toBe(`tree-sha256:${shell(command)}`);
  });

  test("keeps its version when only times, modes or the order of making change", async () => {
    const one = await write("one/a.bin", "a");
    await write("one/b.bin", "b");
    await write("two/b.bin", "b");
    await write("two/a.bin", "a");
    await utimes(one, 1, 1);
    await chmod(one, 0o700);
    expect(await pathVersion(join(folder, "one"))).toBe(await pathVersion(join(folder, "two")));
  });

  test("changes its version with any content and any name", async () => {
    const seen = new Set<string>();
    const see = async () => seen.add(await pathVersion(join(folder, "shards")));
    await write("shards/a.bin", "a");
    await see();
    await write("shards/a.bin", "b");
    await see();
    await rename(join(folder, "shards/a.bin"), join(folder, "shards/c.bin"));
    await see();
    await write("shards/more.bin", "");
    await see();
    expect(seen.size).toBe(4);
  });

  test("reads a Git LFS pointer as the file it stands for, and adds progress up", async () => {
    const version = await pathVersion(await write("one/m.bin", "the model"));
    await write(
      "two/m.bin",
      `version https://git-lfs.github.com/spec/v1\noid ${version}\nsize 9\n`,
    );
    expect(await pathVersion(join(folder, "two"))).toBe(await pathVersion(join(folder, "one")));
    await write("one/n.bin", "12345");
    const seen: number[] = [];
    await pathVersion(join(folder, "one"), { onProgress: (bytes) => seen.push(bytes) });
    expect(seen).toEqual([9, 14]);
  });
});

describe("a path that can't be read is refused by name", () => {
  test("when nothing is there", async () => {
    const path = join(folder, "nothing.bin");
    const tracker = new VersionTracker({});
    await expect(tracker.setContent("model", fromPath(path))).rejects.toMatchObject({
      code: "UNREADABLE_CONTENT",
      cause: { code: "ENOENT" },
      message: expect.stringContaining(`${JSON.stringify(path)} can't be read (ENOENT`),
    });
    expect(tracker.snapshot()).not.toHaveProperty("model");
  });

  test("when it is no path, or an option isn't one", async () => {
    await expect(pathVersion(undefined as unknown as string)).rejects.toThrow(
      '"undefined" can\'t be read',
    );
    await expect(pathVersion(new URL("https://models.example/m"))).rejects.toThrow(
      '"https://models.example/m" can\'t be read (The URL must be of scheme file)',
    );
    const options = { onprogress: () => {} } as ContentOptions;
    await expect(pathVersion(folder, options)).rejects.toThrow("the option onprogress can't be");
  });

  test("when it is neither a file nor a folder", async () => {
    await expect(pathVersion("/dev/null")).rejects.toThrow("neither a file nor a folder");
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await expect(pathVersion(folder)).rejects.toThrow("pipe in it is neither a file nor a folder");
  });

  test("when a folder leads back into itself, or a link nowhere", async () => {
    await write("loop/a.bin", "a");
    await symlink("..", join(folder, "loop", "up"));
    await expect(pathVersion(join(folder, "loop"))).rejects.toThrow("a link in it leads back up");
    await mkdir(join(folder, "dangling"));
    await symlink("nowhere", join(folder, "dangling", "link"));
    await expect(pathVersion(join(folder, "dangling"))).rejects.toThrow("ENOENT");
  });

  test("when a progress callback throws", async () => {
    const path = await write("model.bin", Buffer.alloc(3 << 20));
    const onProgress = () => {
      throw new Error("from the callback");
    };
    await expect(pathVersion(path, { onProgress })).rejects.toThrow("from the callback");
  });
});
