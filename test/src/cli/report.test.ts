import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";

const SNAPSHOT = {
  ...{ Model: "6735f0884cac12dacbecd40e88218e6037c88d99", variant: "B" },
  ...{ aggregated_version: "aaa", versioning_timestamp: "2026-11-23T14:05:00.000Z" },
};
const EVENT = { id: "e1", aggregated_version: "aaa", recorded_at: "2026-11-23T14:05:00.000Z" };
const LINES = `${JSON.stringify(EVENT)}\n${JSON.stringify(SNAPSHOT)}\n`;

describe("report", () => {
  test("prints what the page would show as JSON, of what is piped in as gzip", async () => {
    const folder = emptyFolder("report");
    const args = ["report", "-", "--arm", "variant"];
    const told = await inlineageJson(folder, args, { input: gzipSync(LINES) });
    expect(told).toMatchObject({
      ...{ sources: ["standard input"], events: 1, armName: "variant" },
      aggregates: [{ id: "aaa", events: 1, arm: "B", first: Date.UTC(2026, 10, 23, 14, 5) }],
      commitsProblem: `there is no git repository in ${folder}`,
    });
    expect(existsSync(join(folder, "inlineage-report.html"))).toBe(false);
  });

  test.each([
    [["nowhere.jsonl"], "nowhere.jsonl: this can't be read (ENOENT)"],
    [["-", "-o", "no/such/folder.html"], "folder.html: the report can't be written here"],
    [[], "inlineage report: "],
  ])("%j fails in words", async (args, words) => {
    const folder = emptyFolder("report");
    const { exitCode, stdout, stderr } = await inlineage(folder, ["report", ...args], {
      input: LINES,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("    at ");
  });
});
