import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { GitRepository, hideGit } from "../git/git-repository.fixture.js";
import { lastCommits } from "../git/last-commits.js";
import { findRepository } from "../git/repository.js";
import { versionOf } from "./file-versions.fixture.js";

type ObjectType = "blob" | "tree" | "commit";

/** Writes objects as other tools than git have, or as git itself never checks. */
class OddRepository extends GitRepository {
  static open(): OddRepository {
    return new OddRepository(GitRepository.create().directory);
  }

  object(type: ObjectType, content: string | Buffer): string {
    const args = ["hash-object", "-t", type, "-w", "--stdin", "--literally"];
    return execFileSync("git", args, { cwd: this.directory, input: content }).toString().trim();
  }

  tree(entries: Readonly<Record<string, string>>): string {
    const parts = Object.entries(entries).map(([modeAndName, id]) =>
      Buffer.concat([Buffer.from(`${modeAndName}\0`), Buffer.from(id, "hex")]),
    );
    return this.object("tree", Buffer.concat(parts));
  }

  /** @param lines of the header after the tree */
  commitOf(tree: string, ...lines: readonly string[]): string {
    return this.object("commit", `tree ${tree}\n${lines.join("\n")}\n\nmessage\n`);
  }

  checkOut(commit: string): void {
    this.git("update-ref", "HEAD", commit);
    this.git("reset", "--quiet", "--hard");
  }
}

const AUTHOR = "author A <a@example.org> 1700000000 +0000";
const COMMITTER = "committer A <a@example.org> 1700000000 +0000";

/** Each checks out a history in which git says of the path that its last commit is one of two. */
const ODD_OBJECTS: Record<string, [path: string, (repository: OddRepository) => void]> = {
  "a file with a mode that old tools wrote": [
    "a.ts",
    (repository) => {
      const blob = repository.object("blob", "1");
      const first = repository.commitOf(
        repository.tree({ "100664 a.ts": blob }),
        ...[AUTHOR, COMMITTER],
      );
      const tree = repository.tree({ "100644 a.ts": blob });
      repository.checkOut(repository.commitOf(tree, `parent ${first}`, AUTHOR, COMMITTER));
    },
  ],
  "a folder with a zero before its mode": [
    "d/a.ts",
    (repository) => {
      const folder = repository.tree({ "100644 a.ts": repository.object("blob", "1") });
      const first = repository.commitOf(
        repository.tree({ "040000 d": folder }),
        ...[AUTHOR, COMMITTER],
      );
      const tree = repository.tree({ "40000 d": folder });
      repository.checkOut(repository.commitOf(tree, `parent ${first}`, AUTHOR, COMMITTER));
    },
  ],
  "a name with a carriage return, and what looks like a parent after it": [
    "a.ts",
    (repository) => {
      const first = repository.commit({ "a.ts": "1" });
      const second = repository.commit({ "a.ts": "2" });
      const tree = repository.git("rev-parse", `${first}^{tree}`);
      const author = `author A\rparent ${first}\rB <a@example.org> 1700000000 +0000`;
      repository.checkOut(repository.commitOf(tree, `parent ${second}`, author, COMMITTER));
    },
  ],
  "a parent that comes after the author": [
    "a.ts",
    (repository) => {
      const first = repository.commit({ "a.ts": "1" });
      const second = repository.commit({ "a.ts": "2" });
      const tree = repository.git("rev-parse", `${first}^{tree}`);
      const lines = [`parent ${second}`, AUTHOR, COMMITTER, `parent ${first}`];
      repository.checkOut(repository.commitOf(tree, ...lines));
    },
  ],
};

test.each(Object.entries(ODD_OBJECTS))(
  "%s: git's answer, with git and without",
  async (_name, [path, make]) => {
    const repository = OddRepository.open();
    make(repository);
    const expected = { form: "commit", commit: repository.lastCommit(path) };
    expect(await versionOf(repository, path)).toMatchObject(expected);
    hideGit();
    expect(await versionOf(repository, path)).toMatchObject(expected);
  },
);

test("a folder whose files have other modes, and are the same to git, was not touched", async () => {
  const repository = OddRepository.open();
  const blob = repository.object("blob", "1");
  const treeOf = (mode: string) =>
    repository.tree({ "40000 d": repository.tree({ [`${mode} a.ts`]: blob }) });
  const first = repository.commitOf(treeOf("100664"), AUTHOR, COMMITTER);
  repository.checkOut(repository.commitOf(treeOf("100644"), `parent ${first}`, AUTHOR, COMMITTER));
  const found = await findRepository(repository.directory);
  if (found.kind !== "repository") throw new Error(found.kind);
  expect(repository.lastCommit("d")).toBe(first);
  expect((await lastCommits(found.repository, ["d"])).get("d")).toMatchObject({ commit: first });
});

test("an executable file with a mode that old tools wrote is clean without git too", async () => {
  const repository = OddRepository.open();
  const tree = repository.tree({ "100775 a.ts": repository.object("blob", "1") });
  const commit = repository.commitOf(tree, AUTHOR, COMMITTER);
  repository.checkOut(commit);
  hideGit();
  expect(await versionOf(repository, "a.ts")).toMatchObject({ form: "commit", commit });
});
