import { describe, expect, test } from "vitest";
import type { ResolvedFile } from "./file-versions.js";
import { describeUnproven } from "./unproven.js";
import type { UnprovenReason } from "./version.js";

const COMMIT = "c".repeat(40);
const BLOB = "b".repeat(40);
const proof = { commit: COMMIT, commitDate: null, source: "git" } as const;

function clean(path: string): ResolvedFile {
  return { path, repository: "/repo", reason: undefined, version: { form: "commit", ...proof } };
}

function dirty(path: string): ResolvedFile {
  const version = { form: "dirty", ...proof, blob: BLOB } as const;
  return { path, repository: "/repo", reason: undefined, version };
}

function content(path: string, reason: UnprovenReason): ResolvedFile {
  const version = { form: "blob", blob: BLOB, source: "content", reason } as const;
  return { path, repository: "/repo", reason, version };
}

function report(...files: ResolvedFile[]) {
  return describeUnproven(files);
}

describe("the warning", () => {
  test("stays away when every file has a commit, edited or not", () => {
    expect(report(clean("a.ts"), dirty("b.ts")).warning).toBeUndefined();
    expect(report().warning).toBeUndefined();
  });

  test.each<[UnprovenReason, string]>([
    ["no-repository", ".dockerignore"],
    ["no-repository", "inlineage snapshot"],
    ["git-not-found", "install git"],
    ["git-refused", "git config --global --add safe.directory /repo"],
    ["git-failed", "git -C /repo status"],
    ["no-commits", "commit"],
    ["untracked", "commit"],
    ["shallow", "git fetch --unshallow --filter=blob:none"],
    ["shallow", "fetch-depth: 0"],
    ["converted", "install git"],
    ["snapshot-stale", "inlineage snapshot"],
    ["snapshot-damaged", "inlineage snapshot"],
    ["missing-objects", "git fetch --refetch --filter=blob:none"],
  ])("for %s names the file and says: %s", (reason, remedy) => {
    const { warning } = report(clean("a.ts"), content("src/b.ts", reason));
    expect(warning).toContain("src/b.ts");
    expect(warning).toContain(remedy);
    expect(warning).not.toContain("a.ts");
    expect(warning).not.toContain("\n");
  });

  test("is one line for several reasons, and counts what it doesn't name", () => {
    const many = ["e", "d", "c", "b", "a"].map((name) => content(`${name}.ts`, "shallow"));
    const { warning } = report(...many, content("line\nbreak.ts", "untracked"));
    expect(warning).toMatchInlineSnapshot(
      `"no commit proven by git for a.ts, b.ts, c.ts and 2 more (known by content alone: this shallow clone has too little history; to fix it: run git fetch --unshallow --filter=blob:none, or give actions/checkout fetch-depth: 0); "line\\nbreak.ts" (known by content alone: not committed; to fix it: commit the file)"`,
    );
  });
});

describe("a commit that git did not tell", () => {
  test.each([
    ["repository", "git-not-found", "read from the repository's own files: no git program here"],
    ["snapshot", "no-repository", "taken from inlineage.snapshot.json: no git repository here"],
  ] as const)("but the %s did is in the warning, and no error", (source, reason, text) => {
    const version = { form: "commit", ...proof, source } as const;
    const file = { path: "a.ts", repository: "/repo", reason, version };
    expect(report(file).warning).toContain(`a.ts (${text};`);
    expect(report(file).error).toBeUndefined();
  });
});

describe("the error that strict throws", () => {
  test("stays away when every file is as committed", () => {
    expect(report(clean("a.ts")).error).toBeUndefined();
  });

  test("names edited files too, and what to do for each group", () => {
    const { error } = report(clean("a.ts"), dirty("b.ts"), content("c.ts", "untracked"));
    expect(error?.code).toBe("UNPROVEN_VERSION");
    expect(error?.message).toMatchInlineSnapshot(`
      "strict builds need a commit as the version of every tracked file, but there is none for b.ts (edited since its last commit); c.ts (known by content alone: not committed)
      To fix it: commit the edit; commit the file."
    `);
  });
});
