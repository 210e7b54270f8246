import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildWith } from "../support/build-with.js";
import { commitExample } from "../support/example-project.js";
import { GitRepository } from "../support/git-repository.js";
import { OUTPUT_FOLDER } from "../support/host-config.js";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { commitServing } from "./serving-project.js";

const repository = new GitRepository("verify");
const built = emptyFolder("built");
let main: string;
let other: string;

beforeAll(async () => {
  commitServing(repository);
  const { files } = await buildWith("esbuild", { directory: repository.directory, minify: true });
  [main = ""] = files.values();
  repository.git("checkout", "--quiet", "-b", "side");
  other = repository.commit("Aside", { "src/multiplier.js": "export const nothing = 1;\n" });
  repository.git("checkout", "--quiet", "main");
});

beforeEach(() => {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built);
});

/** Verifies the built file with an edit. */
async function verify(edit: (code: string) => string, ...args: readonly string[]) {
  writeFileSync(join(built, "main.js"), edit(main));
  return inlineage(repository.directory, ["verify", built, ...args]);
}

function multiplierCommit(): string {
  return repository.lastCommit("src/multiplier.js");
}

/** Puts another version in the place of the Multiplier's. */
function withVersion(version: string): (code: string) => string {
  return (code) => {
    expect(code).toContain(multiplierCommit());
    return code.replaceAll(multiplierCommit(), version);
  };
}

describe("verify", () => {
  test("confirms what was just built", async () => {
    const { exitCode, stdout } = await verify((code) => code, "--at", "HEAD");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "name                 version       git says                     source             built files",
      `Multiplier           ${multiplierCommit().slice(0, 12)}  the last commit of its file  src/multiplier.js  main.js`,
      `multiplier_endpoint  ${repository.lastCommit("src/main.js").slice(0, 12)}  the last commit of its file  src/main.js        main.js`,
      "",
      "2 versions in 1 built file: git confirms all",
    ]);
  });

  test("confirms an older build, but not at a commit that changed its files", async () => {
    const later = new GitRepository("verify-later");
    commitServing(later);
    const { directory } = later;
    await buildWith("esbuild", { directory });
    const tag = later.head();
    const dist = later.path(OUTPUT_FOLDER);
    later.commit("Change", { "src/multiplier.js": `${later.read("src/multiplier.js")}// later\n` });
    const verdicts = async (...args: readonly string[]) => {
      const { constants } = (await inlineageJson(directory, ["verify", dist, ...args])) as {
        constants: { verdict: string }[];
      };
      return constants.map(({ verdict }) => verdict);
    };
    expect(await verdicts()).toEqual(["earlier", "current"]);
    expect(await verdicts("--at", "HEAD")).toEqual(["superseded", "current"]);
    expect(await verdicts("--at", tag)).toEqual(["current", "current"]);
  });

  test("confirms an edit once it is committed", async () => {
    const edited = new GitRepository("verify-edit");
    commitServing(edited);
    edited.write({ "src/multiplier.js": `${edited.read("src/multiplier.js")}// edited\n` });
    await buildWith("esbuild", { directory: edited.directory });
    const dist = edited.path(OUTPUT_FOLDER);
    const before = await inlineage(edited.directory, ["verify", dist]);
    expect(before.exitCode).toBe(1);
    expect(before.stdout).toMatch(/^Multiplier .* not committed +src\/multiplier\.js/m);
    edited.commit("Commit the edit");
    const after = await inlineage(edited.directory, ["verify", dist]);
    expect(after.exitCode).toBe(0);
    expect(after.stdout).toMatch(/^Multiplier .* committed by now +src\/multiplier\.js/m);
  });

  test("reads the text that webpack's development builds evaluate", async () => {
    const text = `eval(${JSON.stringify(main)});`;
    const { exitCode, stdout } = await verify(() => text);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("2 versions in 1 built file: git confirms all");
  });

  test("reads the manifest where a bundle has that alone", async () => {
    const example = new GitRepository("verify-manifest");
    commitExample(example);
    example.write({
      "src/main.js":
        'import { manifest } from "virtual:versions";\nimport "./serving.js";\nconsole.log(manifest);\n',
    });
    await buildWith("webpack", { directory: example.directory, minify: true });
    const { exitCode, stdout } = await inlineage(example.directory, ["verify", OUTPUT_FOLDER]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("3 versions in 1 built file: git confirms all");
  });
});

describe("verify ends with 1 on", () => {
  test("commits and contents that git has not, or not of that name", async () => {
    const root = repository.git("rev-list", "--max-parents=0", "HEAD");
    const readme = repository.git("rev-parse", "HEAD:README.md");
    const verdicts: Record<string, string> = {
      ["1".repeat(40)]: "unknown-commit",
      [other]: "other-history",
      [repository.lastCommit("src/main.js")]: "not-its-commit",
      [root]: "no-definition",
      [`blob:${"2".repeat(40)}`]: "uncommitted",
      [`blob:${readme}`]: "no-definition",
      [multiplierCommit().slice(0, 12)]: "malformed",
    };
    for (const [index, version] of Object.keys(verdicts).entries()) {
      writeFileSync(join(built, `${index}.js`), withVersion(version)(main));
    }
    const args = ["verify", built];
    const { confirmed, constants } = (await inlineageJson(repository.directory, args)) as {
      confirmed: boolean;
      constants: { name: string; version: string; verdict: string }[];
    };
    const multipliers = constants.filter(({ name }) => name === "Multiplier");
    expect(confirmed).toBe(false);
    expect(
      Object.fromEntries(multipliers.map(({ version, verdict }) => [version, verdict])),
    ).toEqual(verdicts);
    const { exitCode, stdout } = await inlineage(repository.directory, args);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Multiplier +111111111111 +no such commit +0\.js$/m);
    expect(stdout).toContain("8 versions in 7 built files: git does not confirm 7");
  });

  test("what a shallow clone has too little history for, and says what to do", async () => {
    const shallow = new GitRepository("verify-shallow");
    shallow.git("fetch", "--quiet", "--depth=1", `file://${repository.directory}`, "main");
    shallow.git("checkout", "--quiet", "FETCH_HEAD");
    writeFileSync(join(built, "main.js"), main);
    const before = await inlineage(shallow.directory, ["verify", built]);
    expect(before.exitCode).toBe(1);
    expect(before.stdout).toMatch(/^this clone is shallow: run git fetch --unshallow/m);
    shallow.git("fetch", "--quiet", "--unshallow", `file://${repository.directory}`, "main");
    const after = await inlineage(shallow.directory, ["verify", built]);
    expect(after.exitCode).toBe(0);
  });

  test("what isn't a constant any more", async () => {
    const { exitCode, stdout } = await verify((code) =>
      code.replace(`"${multiplierCommit()}"`, "process.env.VERSION"),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Multiplier +not a constant +not a version/m);
  });
});

describe("verify ends with 2 and says why", () => {
  test.each([
    [["verify"], "DIST is missing"],
    [["verify", "nowhere"], "there is no such file or folder to verify"],
    [["verify", "src"], "no built file here holds versions"],
    [["verify", ".", "--at", "--all"], "argument is ambiguous"],
    [["verify", "README.md", "--scope", "all"], '--scope is file or closure, but got "all"'],
  ])("%j", async (args, reason) => {
    const { exitCode, stdout, stderr } = await inlineage(repository.directory, args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(reason);
  });

  test("an unknown commit to verify at", async () => {
    const { exitCode, stderr } = await verify((code) => code, "--at=--all");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no commit "--all" in this repository');
  });

  test("a built file that can't be parsed", async () => {
    const { exitCode, stderr } = await verify((code) => `${code}\n}`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("main.js:");
  });
});
