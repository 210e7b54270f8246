import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { commitExample, TRACKED_IN } from "../support/example-project.js";
import { GitRepository } from "../support/git-repository.js";
import { inlineage } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";

const repository = new GitRepository("scan");
const NOT_IMPORTED = { NotImported: "src/not-imported.js" };

beforeAll(() => commitExample(repository));

function lastCommits(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, repository.lastCommit(file)]),
  );
}

describe("scan", () => {
  test("prints the version of every tracked definition, imported or not", async () => {
    const { exitCode, stdout, stderr } = await inlineage(repository.directory, ["scan"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(lastCommits({ ...TRACKED_IN, ...NOT_IMPORTED }));
  });

  test("leaves out what git ignores, as built files", async () => {
    repository.write({ "dist/copy.js": repository.read("src/serving.js") });
    const { exitCode, stderr } = await inlineage(repository.directory, ["scan"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("of a folder writes to a file", async () => {
    const file = repository.path("dist/versions.json");
    const { stdout } = await inlineage(repository.directory, ["scan", "src/model", "-o", file]);
    expect(stdout).toBe(`2 versions: ${file}`);
    const { Multiplier } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    expect(Multiplier).toBe(repository.lastCommit("src/model/multiplier.js"));
  });

  test("tells where each is defined", async () => {
    const { stdout } = await inlineage(repository.directory, ["scan", "--manifest"]);
    expect(JSON.parse(stdout)).toMatchObject({
      "Multiplier.multiply": { kind: "method", file: "src/model/multiplier.js", line: 9 },
    });
  });

  test("knows functions of one's own that mark", async () => {
    const other = new GitRepository("scan-marks");
    other.commit("Begin", {
      "src/our-tracking.js": "export const versioned = (name, value) => value;\n",
      "src/a.js": 'import { versioned } from "./our-tracking.js";\nversioned("a", () => 1);\n',
    });
    const args = ["scan", "--mark", "./src/our-tracking#versioned"];
    const { stdout } = await inlineage(other.directory, args);
    expect(JSON.parse(stdout)).toEqual({ a: other.lastCommit("src/a.js") });
  });

  test("without the git program reads the repository itself, and says so", async () => {
    const folder = emptyFolder("scan");
    const { exitCode, stdout, stderr } = await inlineage(folder, ["scan", repository.path("src")], {
      env: { PATH: folder },
    });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("no git program here"),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      NotImported: repository.lastCommit("src/not-imported.js"),
    });
  });
});

describe("scan ends with 2 and says why", () => {
  test.each([
    [["scan", "/nowhere/at/all"], "there is no such folder to scan"],
    [["scan", "-o", "nowhere/at/all.json"], "the versions can't be written here"],
    [["scan", "--mark", "versioned"], '--mark takes MODULE#NAME, but got "versioned"'],
    [["scan", "--output"], "option '-o, --output <value>' argument missing"],
    [["scan", "--", "--strict"], "--strict: there is no such folder to scan"],
  ])("%j", async (args, reason) => {
    const { exitCode, stdout, stderr } = await inlineage(repository.directory, args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(reason);
  });

  test("on a name that two definitions have", async () => {
    const twice = new GitRepository("scan-twice");
    const code = 'import { tracked } from "@inlineage/runtime";\n@tracked class Model {}\n';
    twice.commit("Begin", { "a.js": code, "b.js": code });
    const { exitCode, stderr } = await inlineage(twice.directory, ["scan"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${twice.path("a.js")}:2:1`);
  });

  test("strictly, on an edit that isn't committed", async () => {
    const edited = new GitRepository("scan-strict");
    commitExample(edited);
    edited.write({ "src/shaken.js": `${edited.read("src/shaken.js")}// edited\n` });
    const { exitCode, stderr } = await inlineage(edited.directory, ["scan", "--strict"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("src/shaken.js (edited since its last commit)");
  });
});
