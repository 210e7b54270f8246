import { beforeAll, describe, expect, test } from "vitest";
import { GitRepository } from "../support/git-repository.js";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";
import { answerOf, commitServing } from "./serving-project.js";

interface Traced {
  entries: { name: string; [key: string]: unknown }[];
}

async function trace(repository: GitRepository, input: string, ...args: readonly string[]) {
  const traced = await inlineageJson(repository.directory, ["trace", "-", ...args], { input });
  return Object.fromEntries((traced as Traced).entries.map((entry) => [entry.name, entry]));
}

async function scanned({ directory }: GitRepository): Promise<string> {
  return (await inlineage(directory, ["scan"])).stdout;
}

describe("trace", () => {
  const repository = new GitRepository("trace");
  let answer: string;

  beforeAll(async () => {
    commitServing(repository);
    answer = await answerOf(repository);
  });

  test("leads each version of an answer back to its commit", async () => {
    repository.write({ "answer.json": answer });
    const { exitCode, stdout } = await inlineage(repository.directory, ["trace", "answer.json"]);
    expect(exitCode).toBe(0);
    const [title, , ...table] = stdout.split("\n");
    expect(title).toMatch(/^aggregate [0-9a-f]{64} on AHost_v1 at 2\d{3}-/);
    const [multiplier, main] = ["src/multiplier.js", "src/main.js"].map((file) =>
      repository.lastCommit(file).slice(0, 12),
    );
    expect(table).toEqual([
      "name                 version       date (UTC)        author    subject           file                 working tree",
      `Multiplier           ${multiplier}  2024-01-01 00:05  A Tester  Multiply numbers  src/multiplier.js:4  the same`,
      `multiplier_endpoint  ${main}  2024-01-01 00:08  A Tester  Serve products    src/main.js:6        the same`,
      "multiplier_value     5",
    ]);
  });

  test("finds where a name was defined before its file was renamed", async () => {
    const later = new GitRepository("trace-renamed");
    commitServing(later);
    const before = await scanned(later);
    later.git("mv", "src/multiplier.js", "src/product.js");
    later.commit("Rename", {
      "src/main.js": later.read("src/main.js").replace("multiplier.js", "product.js"),
    });
    expect((await trace(later, before)).Multiplier).toMatchObject({
      ...{ file: "src/multiplier.js", line: 4, kind: "class", subject: "Multiply numbers" },
      workingTree: "same",
    });
    later.remove("src/product.js");
    expect((await trace(later, before)).Multiplier).toMatchObject({ workingTree: "gone" });
  });

  test("tells that the working tree has moved on", async () => {
    const code = repository.read("src/main.js");
    repository.write({ "src/main.js": `${code}// edited\n` });
    const { multiplier_endpoint: endpoint, Multiplier } = await trace(repository, answer);
    repository.write({ "src/main.js": code });
    expect(endpoint).toMatchObject({ workingTree: "changed" });
    expect(Multiplier).toMatchObject({ workingTree: "same" });
  });

  test("leads an edit back to the commit that was made of it later", async () => {
    const edited = new GitRepository("trace-edit");
    commitServing(edited);
    edited.write({ "src/multiplier.js": `${edited.read("src/multiplier.js")}// edited\n` });
    const built = await scanned(edited);
    const before = await inlineage(edited.directory, ["trace", "-"], { input: built });
    expect(before.exitCode).toBe(1);
    expect(before.stdout).toContain("Multiplier: what was built is in no commit");

    const commit = edited.commit("Commit the edit");
    const after = await inlineage(edited.directory, ["trace", "-"], { input: built });
    expect(after.exitCode).toBe(0);
    expect(after.stdout).toContain(`the edit was committed as ${commit}`);
  });

  test("leads a content without a commit back to the one that was made of it, a merge even", async () => {
    const merged = new GitRepository("trace-content");
    commitServing(merged);
    merged.git("checkout", "--quiet", "-b", "side");
    merged.commit("Elsewhere", { "b.txt": "1" });
    merged.git("checkout", "--quiet", "main");
    merged.commit("Meanwhile", { "c.txt": "1" });
    merged.git("merge", "--quiet", "--no-commit", "side");
    merged.write({ "src/multiplier.js": `${merged.read("src/multiplier.js")}// merged\n` });
    const commit = merged.commit("Merge, and edit");
    const blob = merged.git("rev-parse", "HEAD:src/multiplier.js");
    const { Multiplier } = await trace(merged, JSON.stringify({ Multiplier: `blob:${blob}` }));
    expect(Multiplier).toMatchObject({
      ...{ form: "blob", commit, subject: "Merge, and edit", file: "src/multiplier.js", line: 4 },
      ...{ workingTree: "same", problem: null },
    });
  });

  test("names every file where several programs have a definition of one name", async () => {
    const two = new GitRepository("trace-two");
    const code = 'import { tracked } from "@inlineage/runtime";\n@tracked class Model {}\n';
    const commit = two.commit("Begin", { "one/model.js": code, "two/model.js": code });
    const input = JSON.stringify({ Model: commit });
    const { exitCode, stdout } = await inlineage(two.directory, ["trace", "-"], { input });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Model: also defined in two/model.js");
  });

  test("shows what a commit of several files changed, for a name that no mark has", async () => {
    const { Params } = await trace(repository, JSON.stringify({ Params: repository.head() }));
    expect(Params).toMatchObject({ file: "src/main.js", line: null, kind: null });
    const first = repository.git("rev-list", "--max-parents=0", "HEAD");
    const { Begin } = await trace(repository, JSON.stringify({ Begin: first }));
    expect(Begin).toMatchObject({ file: null, changedFiles: [".gitignore", "README.md"] });
  });
});

describe("trace says what can't be traced, and ends with 1", () => {
  const repository = new GitRepository("trace-untraceable");
  let answer: string;

  beforeAll(async () => {
    commitServing(repository);
    answer = await scanned(repository);
  });

  test("a commit of another repository", async () => {
    const other = new GitRepository("trace-other");
    other.commit("Begin", { "a.js": "1\n" });
    const outcome = await inlineage(other.directory, ["trace", "-"], { input: answer });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain("Multiplier: no such commit in this repository");
  });

  test("an id that is no commit", async () => {
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const { Model } = await trace(repository, JSON.stringify({ Model: tree }));
    expect(Model).toMatchObject({ problem: "unknown-commit", commit: tree });
  });

  test("a commit on another branch", async () => {
    repository.git("checkout", "--quiet", "-b", "side");
    const side = repository.commit("Aside", {
      "src/rounding.js": "export const rounded = Math.trunc;\n",
    });
    repository.git("checkout", "--quiet", "main");
    const { rounding } = await trace(repository, JSON.stringify({ rounding: side }));
    expect(rounding).toMatchObject({ problem: "other-history", subject: "Aside" });
  });

  test("what a shallow clone left out, and its boundary", async () => {
    const [head, parent] = repository.git("rev-list", "HEAD").split("\n");
    const shallow = new GitRepository("trace-shallow");
    shallow.git("fetch", "--quiet", "--depth=1", `file://${repository.directory}`, "main");
    shallow.git("checkout", "--quiet", "FETCH_HEAD");
    const input = JSON.stringify({ boundary: head, beyond: parent });
    const { exitCode, stdout } = await inlineage(shallow.directory, ["trace", "-"], { input });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("boundary: this shallow clone ends with its commit");
    expect(stdout).toContain("beyond: this shallow clone doesn't have its commit");
  });
});
