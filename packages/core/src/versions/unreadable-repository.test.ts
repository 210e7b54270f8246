import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hideGit, temporaryFolder } from "../git/git-repository.fixture.js";
import {
  readCommit,
  readVersionOf,
  repositoryWith,
  resolve,
  versionOf,
} from "./file-versions.fixture.js";

describe("without the git program, what can't be proven is the content", () => {
  test("in a shallow clone", async () => {
    const repository = repositoryWith({ "a.ts": "1", "b.ts": "1" });
    repository.commit({ "c.ts": "1" });
    repository.commit({ "b.ts": "2" });
    const clone = repository.clone("--depth=2");
    expect(await readVersionOf(clone, "a.ts")).toMatchObject({ form: "blob", reason: "shallow" });
    expect(await readVersionOf(clone, "b.ts")).toMatchObject(readCommit(clone.head()));
  });

  test("in a clone without trees", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.commit({ "b.ts": "1" });
    const clone = repository.clone("--filter=tree:0");
    expect(await readVersionOf(clone, "a.ts")).toMatchObject({ reason: "missing-objects" });
  });

  test("where the history was altered with replacement refs, which only git follows", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const first = repository.head();
    const second = repository.commit({ "a.ts": "2" });
    const third = repository.commit({ "b.ts": "1" });
    repository.git("replace", "--graft", third, first);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ reason: "git-not-found" });
    repository.git("pack-refs", "--all");
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ reason: "git-not-found" });
    repository.git("replace", "-d", third);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject(readCommit(second));
  });

  test("where the history was altered with a grafts file, which only git follows", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write(".git/info/grafts", `${repository.head()}\n`);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ reason: "git-not-found" });
  });

  test.each([
    ["a later format", "[core]\n\trepositoryFormatVersion = 2\n"],
    ["an unknown extension", "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tnew = true\n"],
    [
      "refs in tables",
      "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\trefStorage = reftable\n",
    ],
    ["a broken configuration", "[core\n"],
  ])("in a repository with %s", async (_, config) => {
    const repository = repositoryWith({ "a.ts": "1" });
    repository.write(".git/config", config);
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({
      form: "blob",
      reason: "git-not-found",
    });
  });

  test.each([
    ["is lost", () => undefined],
    ["is damaged", (file: string) => writeFileSync(file, "damaged")],
    ["is empty", (file: string) => writeFileSync(file, "")],
    ["is another one", (file: string, other: string) => symlinkSync(other, file)],
  ])("where a commit on the way %s", async (_, damage) => {
    const repository = repositoryWith({ "a.ts": "1", "b.ts": "1" });
    const first = repository.head();
    const second = repository.commit({ "c.ts": "1" });
    repository.commit({ "b.ts": "2" });
    const head = repository.head();
    const objectFile = (id: string) =>
      repository.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    rmSync(objectFile(second));
    damage(objectFile(second), objectFile(first));
    expect(await readVersionOf(repository, "a.ts")).toMatchObject({ reason: "missing-objects" });
    expect(await readVersionOf(repository, "b.ts")).not.toMatchObject({ commit: first });
    expect(head).not.toBe(first);
  });

  test("where a pack is damaged, at whatever place", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const commit = repository.head();
    for (const change of ["1", "2", "3"]) repository.commit({ "b.ts": change.repeat(500) });
    repository.git("gc", "--quiet", "--aggressive");
    const folder = repository.path(".git/objects/pack");
    const pack = join(folder, readdirSync(folder).find((name) => name.endsWith(".pack")) as string);
    const intact = readFileSync(pack);
    chmodSync(pack, 0o600);
    hideGit();
    for (let place = 0; place < intact.length; place += 7) {
      const damaged = Buffer.from(intact);
      damaged[place] = (damaged[place] as number) ^ 0x15;
      writeFileSync(pack, damaged);
      const version = await versionOf(repository, "a.ts");
      if (version.form === "commit") expect(version.commit).toBe(commit);
      else expect(version).toMatchObject({ form: "blob", reason: "missing-objects" });
    }
  });

  test("where line ends were converted on checkout, or perhaps only edited", async () => {
    const repository = repositoryWith({ "a.ts": "1\n2\n" });
    const blob = repository.hashObject("a.ts");
    repository.write("a.ts", "1\r\n2\r\n");
    expect(await readVersionOf(repository, "a.ts")).toEqual({
      form: "blob",
      blob,
      source: "content",
      reason: "converted",
    });
  });

  test("where a filter may have changed the file on checkout", async () => {
    const repository = repositoryWith({ "src/a.ts": "1", "b.ts": "1" });
    repository.write("src/.gitattributes", "*.ts filter=lfs diff=lfs -text\n");
    repository.write("src/a.ts", "2");
    repository.write("b.ts", "2");
    expect(await readVersionOf(repository, "src/a.ts")).toMatchObject({ reason: "converted" });
    expect(await readVersionOf(repository, "b.ts")).toMatchObject({ form: "dirty" });
  });

  test("where .git leads nowhere", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, ".git"), "gitdir: ../gone\n");
    writeFileSync(join(folder, "src/a.ts"), "1");
    hideGit();
    expect(await resolve(folder, join(folder, "src/a.ts"))).toMatchObject({
      path: "src/a.ts",
      reason: "no-repository",
    });
  });
});
