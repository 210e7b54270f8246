import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { GitRepository } from "../support/git-repository.js";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { commitServing } from "./serving-project.js";

const repository = new GitRepository("bad-input");
let versions: Record<string, string>;

beforeAll(async () => {
  commitServing(repository);
  versions = (await inlineageJson(repository.directory, ["scan"])) as Record<string, string>;
});

function snapshot(aggregate: string): string {
  const about = { hostname: "h", versioning_timestamp: "2026-01-01T00:00:00.000Z" };
  return JSON.stringify({ ...versions, aggregated_version: aggregate, ...about });
}

function event(id: string, aggregate: string): string {
  return JSON.stringify({ id, aggregated_version: aggregate, recorded_at: "2026-01-01T00:00:00Z" });
}

function trace(input: string | Uint8Array, argument = "-") {
  return inlineage(repository.directory, ["trace", argument], { input });
}

describe("trace and diff end with 2 and one line of reason on", () => {
  test.each([
    ["nothing", "", "this is empty"],
    ["blanks", "\n\n  \n", "there is no snapshot in this"],
    ["no JSON", "<html>Bad Gateway</html>", 'line 1 begins "<html>Bad Gateway</html>"'],
    [
      "JSON that ends early",
      '{"versions": {"Model": "',
      "there is no snapshot in this (1 line without one",
    ],
    ["another JSON", '{"result": 10}', "there is no snapshot in this"],
    ["a number", "5", "there is no snapshot in this"],
    ["null", "null", "there is no snapshot in this"],
    ["bytes", Buffer.from([0, 255, 254, 1, 2, 3]), "there is no snapshot in this"],
    [
      "a broken gzip stream",
      gzipSync("{}".repeat(999)).subarray(0, 12),
      "there is no snapshot in this",
    ],
  ])("%s", async (_, input, reason) => {
    const { exitCode, stdout, stderr } = await trace(input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("standard input: th");
    expect(stderr).toContain(reason);
  });

  test("something else than a snapshot for the second one", async () => {
    repository.write({ "versions.json": JSON.stringify(versions) });
    const args = ["diff", "versions.json", "-"];
    const { exitCode, stdout, stderr } = await inlineage(repository.directory, args, {
      input: "5",
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("standard input: there is no snapshot in this");
  });

  test("a file that isn't there, or is a folder", async () => {
    for (const name of ["nowhere.json", "src"]) {
      const { exitCode, stderr } = await inlineage(repository.directory, ["trace", name]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`${name}: this can't be read`);
    }
  });
});

describe("captured events", () => {
  const [a, b] = ["a".repeat(64), "b".repeat(64)];

  test("of one aggregate need no choice", async () => {
    const { exitCode, stdout } = await trace(
      [snapshot(a), event("1", a), event("2", a)].join("\n"),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`aggregate ${a} on h`);
  });

  test("of several want one, by the beginning of an aggregate or by an id", async () => {
    const input = [snapshot(a), snapshot(b), event("request-1", a), event("request-2", b)].join(
      "\n",
    );
    const undecided = await trace(input);
    expect(undecided.exitCode).toBe(2);
    expect(undecided.stderr).toContain("the inferences here have 2 different aggregates");
    expect(undecided.stderr).toContain("for example -#aaaaaaaaaaaa");
    for (const choice of ["-#bb", "-#request-2"]) {
      expect((await trace(input, choice)).stdout).toContain(`aggregate ${b}`);
    }
    expect((await trace(input, "-#c")).stderr).toContain('begins with "c"');
  });

  test("without their snapshots say where those are", async () => {
    const { exitCode, stderr } = await trace(event("1", a));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`events with the aggregate ${a} here, but not its snapshot`);
  });

  test("a truncated line among very many is reported with its number, and the rest kept", async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => event(String(index), a));
    lines[123_455] = event("123455", a).slice(0, 30);
    const input = gzipSync([...lines, snapshot(a)].join("\n"), { level: 1 });
    const { exitCode, stdout, stderr } = await trace(input, "-#199999");
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      'standard input:123456: left out, it ends in the middle of a value: {"id":"123455","aggregated_ver',
    );
    expect(stdout).toContain("src/multiplier.js");
  });
});

describe("names nobody expects", () => {
  const hostile = new GitRepository("hostile");
  const NAMES = ["--all", "-", "__proto__", "a b\n\u001b[31mc", "日本語", "toString", "#1"];
  const FOLDER = "src/$(touch x) 'q' \"d\"\n--all *?[a]";

  beforeAll(() => {
    hostile.commit("Add \u001b[2Jnames", {
      [`${FOLDER}/models.js`]: `import { tracked } from "@inlineage/runtime";\n${NAMES.map((name) => `tracked(${JSON.stringify(name)}, () => 1);`).join("\n")}\n`,
    });
  });

  test("are traced, verified and compared like any other", async () => {
    const table = `{${NAMES.map((name) => `${JSON.stringify(name)}: "${hostile.head()}"`).join(", ")}}`;
    const { entries } = (await inlineageJson(hostile.directory, ["trace", "-"], {
      input: table,
    })) as { entries: { name: string; file: string; workingTree: string }[] };
    expect(entries.map(({ name }) => name)).toEqual(NAMES);
    for (const entry of entries) {
      expect(entry).toMatchObject({ file: `${FOLDER}/models.js`, workingTree: "same" });
    }
    const { exitCode, stdout } = await inlineage(hostile.directory, ["trace", "-"], {
      input: table,
    });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("a b\\u{a}\\u{1b}[31mc");
    expect(stdout).toContain("Add \\u{1b}[2Jnames");
    const changed = table.replaceAll(hostile.head(), "1".repeat(40));
    hostile.write({ "--json": changed });
    const diff = await inlineage(hostile.directory, ["diff", "-", "--", "--json"], {
      input: table,
    });
    expect(diff.exitCode).toBe(1);
    expect(diff.stdout).not.toContain("\u001b");
  });
});

describe("where git can't be asked", () => {
  test("trace and verify say why, and what to do", async () => {
    const folder = emptyFolder("no-repository");
    writeFileSync(join(folder, "versions.json"), JSON.stringify(versions));
    const outside = await inlineage(folder, ["trace", "versions.json"]);
    expect(outside).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outside.stderr).toContain("there is no git repository in");
    expect(outside.stderr).toContain(
      "run inlineage trace in the repository that was built from, or name it with --repository",
    );

    const there = ["trace", "versions.json", "-r", repository.directory];
    expect((await inlineage(folder, there)).exitCode).toBe(0);
    const without = await inlineage(folder, there, { env: { PATH: folder } });
    expect(without.exitCode).toBe(2);
    expect(without.stderr).toContain(
      "there is no git program\nTo fix it: install git where you run inlineage trace.",
    );
    const nowhere = await inlineage(folder, ["trace", "versions.json", "-r", "nowhere"]);
    expect(nowhere.stderr).toContain("there is no such folder to look into");
  });

  test("a repository without commits knows no commit", async () => {
    const unborn = new GitRepository("unborn");
    const { exitCode, stdout } = await inlineage(unborn.directory, ["trace", "-"], {
      input: JSON.stringify(versions),
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("Multiplier: no such commit in this repository");
  });
});
