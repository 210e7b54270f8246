import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { GitRepository } from "../git-repository.fixture.js";
import { ObjectBatch } from "./object-batch.js";
import { areSame, readEntries } from "./path-entries.js";
import { TreeReader } from "./tree-reader.js";

async function entriesOf(repository: GitRepository, commit: string, paths: readonly string[]) {
  const objects = new ObjectBatch({ cwd: repository.directory, timeout: 60_000 });
  try {
    return await readEntries(new TreeReader(objects), commit, paths);
  } finally {
    objects.close();
  }
}

test("finds files and directories at any depth, and nothing where there is nothing", async () => {
  const repository = GitRepository.create();
  const commit = repository.commit({ "a/b/c.ts": "c", "a/d.ts": "d", "e.ts": "e" });
  const entries = await entriesOf(repository, commit, [
    ...["a", "a/b/c.ts", "a/d.ts", "e.ts"],
    ...["e.ts/below", "e.ts/further/below", "a/b/x", "nothing", "a/nothing/at/all"],
  ]);
  expect([...entries.keys()].sort()).toEqual(["a", "a/b/c.ts", "a/d.ts", "e.ts"]);
  for (const [path, { id }] of entries)
    expect(id).toBe(repository.git("rev-parse", `HEAD:${path}`));
});

test("a mode that only old tools wrote is the same as the one git would write, as for git", async () => {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "a" });
  const blob = Buffer.from(repository.git("rev-parse", "HEAD:a.ts"), "hex");
  const commitWithMode = (mode: string) => {
    const input = Buffer.concat([Buffer.from(`${mode} a.ts\0`), blob]);
    const command = ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"];
    const tree = execFileSync("git", command, { cwd: repository.directory, input });
    return repository.git("commit-tree", "-m", mode, tree.toString().trim());
  };
  const [plain, odd, executable] = ["100644", "100664", "100755"].map(commitWithMode) as [
    string,
    string,
    string,
  ];
  const [a, b, c] = await Promise.all(
    [plain, odd, executable].map((commit) => entriesOf(repository, commit, ["a.ts"])),
  );
  expect(a && b && areSame(a, b, ["a.ts"])).toBe(true);
  expect(a && c && areSame(a, c, ["a.ts"])).toBe(false);
  expect(repository.git("diff", "--name-only", plain, odd)).toBe("");
});
