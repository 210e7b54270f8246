import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitRepository, hideGit, temporaryFolder } from "../git/git-repository.fixture.js";
import { createSnapshot } from "../snapshot/create-snapshot.js";
import { SNAPSHOT_FILE, snapshotText } from "../snapshot/snapshot.js";
import { repositoryWith, resolve, versionOf } from "./file-versions.fixture.js";

/** A copy of a repository's files without its history, as a Docker image has it, with a snapshot made before. */
async function copyWithSnapshot(repository: GitRepository, folder = ""): Promise<string> {
  const { entries } = await createSnapshot(repository.path(folder));
  const copy = join(temporaryFolder("copy"), "copy");
  cpSync(repository.path(folder), copy, {
    recursive: true,
    filter: (source) => !/[\\/]\.git(?:[\\/]|$)/.test(source),
  });
  writeFileSync(join(copy, SNAPSHOT_FILE), snapshotText(entries));
  return copy;
}

function snapshotCommit(commit: string) {
  return { form: "commit", commit, source: "snapshot" };
}

describe("where there is no repository, a snapshot proves", () => {
  test("the commit of a file that is as it was", async () => {
    const repository = repositoryWith({ "packages/app/src/a.ts": "1" });
    const commit = repository.head();
    repository.commit({ "b.ts": "1" });
    const copy = await copyWithSnapshot(repository);
    hideGit();
    const date = repository.git("log", "-1", "--format=%cI", commit).replace(/Z$/, "+00:00");
    expect(await resolve(join(copy, "packages/app"), join(copy, "packages/app/src/a.ts"))).toEqual({
      path: "packages/app/src/a.ts",
      repository: undefined,
      reason: "no-repository",
      text: commit,
      version: { ...snapshotCommit(commit), commitDate: date },
    });
  });

  test("the path in the repository also when only a folder of it was copied", async () => {
    const repository = repositoryWith({ "packages/app/src/a.ts": "1" });
    const copy = await copyWithSnapshot(repository, "packages/app");
    expect(await resolve(copy, join(copy, "src/a.ts"))).toMatchObject({
      path: "packages/app/src/a.ts",
      version: snapshotCommit(repository.head()),
    });
  });

  test("the commit of a file whose line ends the checkout had converted", async () => {
    const repository = repositoryWith({ ".gitattributes": "*.ts eol=crlf\n", "a.ts": "1\n2\n" });
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    const copy = await copyWithSnapshot(repository);
    const expected = snapshotCommit(repository.head());
    expect(await resolve(copy, join(copy, "a.ts"))).toMatchObject({ version: expected });
    writeFileSync(join(copy, "a.ts"), "1\n2\n");
    expect(await resolve(copy, join(copy, "a.ts"))).toMatchObject({ version: expected });
  });

  test("nothing of a file that was edited since", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const copy = await copyWithSnapshot(repository);
    writeFileSync(join(copy, "a.ts"), "2");
    repository.write("a.ts", "2");
    expect(await resolve(copy, join(copy, "a.ts"))).toMatchObject({
      version: { form: "blob", blob: repository.hashObject("a.ts"), reason: "snapshot-stale" },
    });
  });

  test("nothing of a file it doesn't hold, or that lies outside its folder", async () => {
    const repository = repositoryWith({ "app/a.ts": "1" });
    const copy = await copyWithSnapshot(repository);
    writeFileSync(join(copy, "app/new.ts"), "1");
    writeFileSync(join(copy, "../a.ts"), "1");
    for (const file of ["app/new.ts", "../a.ts"]) {
      expect(await resolve(copy, join(copy, file))).toMatchObject({ reason: "no-repository" });
    }
  });

  test("nothing when it is damaged, and that is the reason given", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const copy = await copyWithSnapshot(repository);
    writeFileSync(join(copy, SNAPSHOT_FILE), "{");
    expect(await resolve(copy, join(copy, "a.ts"))).toMatchObject({
      version: { form: "blob", reason: "snapshot-damaged" },
    });
  });
});

describe("where there is a repository, a snapshot", () => {
  test("helps out in a shallow clone", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const commit = repository.head();
    repository.commit({ "b.ts": "1" });
    const { entries } = await createSnapshot(repository.directory);
    const clone = repository.clone("--depth=1");
    clone.write(SNAPSHOT_FILE, snapshotText(entries));
    expect(await versionOf(clone, "a.ts")).toMatchObject(snapshotCommit(commit));
  });

  test("is not asked about what git knows", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const { entries } = await createSnapshot(repository.directory);
    repository.write(SNAPSHOT_FILE, snapshotText(entries));
    const later = repository.commit({ "a.ts": "2" });
    expect(await versionOf(repository, "a.ts")).toMatchObject({ commit: later, source: "git" });
  });

  test("says nothing of a file that is not committed there", async () => {
    const repository = repositoryWith({ "a.ts": "1" });
    const { entries } = await createSnapshot(repository.directory);
    const other = GitRepository.create();
    other.commit({ "b.ts": "1" });
    mkdirSync(other.path("vendor"));
    other.write("a.ts", "1");
    other.write(SNAPSHOT_FILE, snapshotText(entries));
    expect(await versionOf(other, "a.ts")).toMatchObject({ form: "blob", reason: "untracked" });
  });
});
