import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createBuild } from "../build.js";
import { type GitRepository, hideGit } from "../git/git-repository.fixture.js";
import { repositoryWith } from "../versions/file-versions.fixture.js";
import { formatVersion } from "../versions/version.js";
import { dataNamedBy } from "./named-data.js";
import { trackFiles } from "./track-files.js";

async function versionOf(repository: GitRepository, pattern: string): Promise<string> {
  const [part] = await trackFiles({ name: pattern }, [], { root: repository.directory });
  if (!part) throw new Error("nothing is tracked");
  return formatVersion(part.resolved.version);
}

describe("a folder or a glob", () => {
  const files = { "p/a.md": "1", "p/b/c.md": "1", "p/b/d.txt": "1", "other.md": "1" };

  test.each(["p", "p/", "p/**", "p/**/*.md", "./p/**"])(
    "%s has the last commit there",
    async (pattern) => {
      const repository = repositoryWith(files);
      const commit = repository.commit({ "p/b/c.md": "2" });
      repository.commit({ "other.md": "2" });
      expect(await versionOf(repository, pattern)).toBe(commit);
    },
  );

  test("moves when a file goes, and is dirty until that is committed", async () => {
    const repository = repositoryWith(files);
    const before = await versionOf(repository, "p/**/*.md");
    rmSync(repository.path("p/a.md"));
    expect(await versionOf(repository, "p/**/*.md")).toMatch(
      new RegExp(`^${before}-dirty\\.[0-9a-f]{12}$`),
    );
    const commit = repository.commit({});
    expect(await versionOf(repository, "p/**/*.md")).toBe(commit);
  });

  test("is dirty with a new file, not with one that git ignores or that doesn't match", async () => {
    const repository = repositoryWith({ ...files, ".gitignore": "*.log\n" });
    const before = await versionOf(repository, "p/**/*.md");
    repository.write("p/a.log", "1");
    repository.write("p/new.txt", "1");
    expect(await versionOf(repository, "p/**/*.md")).toBe(before);
    repository.write("p/new.md", "1");
    expect(await versionOf(repository, "p/**/*.md")).toContain(`${before}-dirty.`);
  });

  test("lacks nothing while a submodule in it is not checked out", async () => {
    const inner = repositoryWith(files);
    const outer = repositoryWith(files);
    outer.git("submodule", "--quiet", "add", inner.directory, "p/inner");
    const commit = outer.commit();
    const clone = outer.clone();
    expect(clone.git("status", "--porcelain")).toBe("");
    expect(await versionOf(clone, "p")).toBe(commit);
    rmSync(clone.path("p/inner"), { recursive: true });
    expect(await versionOf(clone, "p")).toContain(`${commit}-dirty.`);
    mkdirSync(clone.path("p/inner"));
    rmSync(clone.path("p/a.md"));
    expect(await versionOf(clone, "p")).toContain(`${commit}-dirty.`);
  });

  test("is known by its content without git", async () => {
    const repository = repositoryWith(files);
    hideGit();
    const before = await versionOf(repository, "p");
    expect(before).toMatch(/^files:[0-9a-f]{40}$/);
    repository.write("p/a.md", "2");
    expect(await versionOf(repository, "p")).not.toBe(before);
  });
});

describe("symbolic links", () => {
  test.each(["link", "link/", "link/*", "link/a.md"])(
    "%s has the last commit of what is behind the link to a folder",
    async (pattern) => {
      const repository = repositoryWith({ "p/a.md": "1", ".gitignore": "*.log\n" });
      symlinkSync("p", repository.path("link"));
      repository.commit();
      const commit = repository.commit({ "p/a.md": "2" });
      repository.write("p/a.log", "ignored");
      expect(await versionOf(repository, pattern)).toBe(commit);
    },
  );

  test("links to nothing or to a folder, and what isn't a file, are no trouble in a folder", async () => {
    const repository = repositoryWith({ "p/a.md": "1" });
    symlinkSync("nowhere", repository.path("p/broken.dvc"));
    symlinkSync("loop", repository.path("p/loop"));
    symlinkSync("..", repository.path("p/up.dvc"));
    const commit = repository.commit();
    execFileSync("mkfifo", [repository.path("p/pipe")]);
    const root = repository.directory;
    const build = createBuild({ root, marks: [], strict: true, track: { p: "p" }, warn: () => {} });
    const manifest = await build.finalize({ ids: [], importsOf: () => [] });
    expect(manifest.get("p")).toMatchObject({
      version: commit,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

test.each(["nowhere.yaml", "nowhere/**", "p/*.nothing", "!p/**"])(
  "%s, which names no file, is an error that says so",
  async (pattern) => {
    const repository = repositoryWith({ "p/a.md": "1" });
    await expect(versionOf(repository, pattern)).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
      message: expect.stringContaining(`"name" to be the version of "${pattern}"`),
    });
  },
);

describe("the data that a small file stands for", () => {
  test.each([
    [
      "a.dvc",
      `outs:\n- md5: ${"a".repeat(32)}.dir\n  size: 7\n  path: a\n`,
      [`md5:${"a".repeat(32)}.dir`],
    ],
    [
      "b.dvc",
      `md5: ${"c".repeat(32)}\nouts:\n  - path: b\n    md5: ${"b".repeat(32)}\nmeta:\n  md5: x\n`,
      [`md5:${"b".repeat(32)}`],
    ],
    [
      "c.bin",
      `version https://git-lfs.github.com/spec/v1\noid sha256:${"d".repeat(64)}\nsize 7\n`,
      [`sha256:${"d".repeat(64)}`],
    ],
    ["d.yaml", "md5: nothing\n", []],
  ])("%s", (name, content, expected) => {
    expect(dataNamedBy(repositoryWith({ [name]: content }).path(name))).toEqual(expected);
  });
});
