import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import type { CapturedRecord } from "./captured-record.js";
import { type CapturedSource, capturedFile, readCaptured } from "./read-captured.js";

const folder = mkdtempSync(join(tmpdir(), "inlineage-captured-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SNAPSHOT = {
  Model: "6735f0884cac12dacbecd40e88218e6037c88d99",
  threshold: 0.5,
  aggregated_version: "aaa",
  hostname: "service-1",
  versioning_timestamp: "2026-11-23T17:14:02.731Z",
};
const EVENT = {
  id: "e1",
  aggregated_version: "aaa",
  recorded_at: "2026-11-23T17:14:03.000Z",
  hostname: "service-1",
  data: { input: 2 },
};
const event = (id: string) => JSON.stringify({ ...EVENT, id });

/** @param pieces how many bytes come at a time */
function source(content: string | Buffer, pieces = 1000): CapturedSource {
  const bytes = Buffer.from(content);
  async function* read() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  return { name: "events.jsonl", bytes: read() };
}

async function read(...sources: CapturedSource[]) {
  const reading = readCaptured(sources, { keepProblems: 10_000 });
  const records: CapturedRecord[] = [];
  for await (const batch of reading) records.push(...batch);
  const problems = reading.problems.first.map(({ line, reason }) => `${line} ${reason}`);
  const ids = records.map((record) => (record.kind === "event" ? record.id : record.kind));
  return { records, ids, problems, total: reading.problems.total };
}

describe("what is a record", () => {
  test("an event tells which aggregate, when and where", async () => {
    const { records, problems } = await read(source(event("e1")));
    expect(problems).toEqual([]);
    expect(records).toEqual([
      {
        kind: "event",
        id: "e1",
        aggregatedVersion: "aaa",
        time: Date.parse("2026-11-23T17:14:03Z"),
        hostname: "service-1",
        versions: undefined,
        data: { input: 2 },
      },
    ]);
  });

  test("an event may bring its snapshot along", async () => {
    const { records } = await read(source(JSON.stringify({ ...EVENT, versions: SNAPSHOT })));
    expect(records).toMatchObject([{ kind: "event", id: "e1", versions: SNAPSHOT }]);
  });

  test("a snapshot is told from an event, even when it has a value named id", async () => {
    const { records } = await read(source(JSON.stringify({ ...SNAPSHOT, id: "x" })));
    expect(records).toMatchObject([
      { kind: "snapshot", aggregatedVersion: "aaa", versions: { threshold: 0.5, id: "x" } },
    ]);
  });

  test.each([
    ["under versions", { multiplied_result: 10, versions: SNAPSHOT }],
    ["anywhere inside", { level: 30, response: [{ body: { result: 1, made_by: SNAPSHOT } }] }],
  ])("a response with the snapshot %s is an event", async (_, response) => {
    const { records } = await read(source(JSON.stringify(response)));
    expect(records).toEqual([
      {
        kind: "event",
        id: undefined,
        aggregatedVersion: "aaa",
        time: Date.parse(SNAPSHOT.versioning_timestamp),
        hostname: "service-1",
        versions: SNAPSHOT,
        data: response,
      },
    ]);
  });

  test("a time without an offset is UTC, whatever the time zone here", async () => {
    const original = { ...SNAPSHOT, versioning_timestamp: "2020-07-21T07:58:54.495278" };
    const { records } = await read(source(JSON.stringify(original)));
    expect(records[0]?.time).toBe(Date.UTC(2020, 6, 21, 7, 58, 54, 495));
  });

  test("a time that can't be read is left out, not guessed", async () => {
    const { records } = await read(source(JSON.stringify({ ...EVENT, recorded_at: "lately" })));
    expect(records).toMatchObject([{ kind: "event", time: undefined }]);
  });
});

describe("how it may be written", () => {
  const three = [event("a"), event("b"), event("c")];

  test.each([
    ["lines", `${three.join("\n")}\n`],
    ["lines without a last line end", three.join("\n")],
    ["lines with carriage returns and blank lines", `${three.join("\r\n\r\n")}\r\n`],
    ["lines after a byte order mark", `\uFEFF${three.join("\n")}`],
    ["gzip", gzipSync(three.join("\n"))],
    [
      "two gzip files put together",
      Buffer.concat([gzipSync(`${three[0]}\n${three[1]}\n`), gzipSync(three[2] ?? "")]),
    ],
    ["UTF-16, as PowerShell writes it", Buffer.from(`\uFEFF${three.join("\r\n")}`, "utf16le")],
    ["lines with their keys before them", three.map((line) => `key-1\t${line}`).join("\n")],
    [
      "what kcat -J prints",
      three
        .map((payload) => JSON.stringify({ topic: "inferences", offset: 0, key: "k", payload }))
        .join("\n"),
    ],
    ["an array on one line", `[${three.join(", ")}]`],
    ["an array with a record a line", `[\n  ${three.join(",\n  ")}\n]\n`],
    [
      "printed for people",
      three.map((text) => JSON.stringify(JSON.parse(text), null, 2)).join("\n"),
    ],
    [
      "printed without indentation",
      three.map((text) => text.replaceAll(",", ",\n").replaceAll("{", "{\n")).join("\n"),
    ],
  ])("%s", async (_, content) => {
    for (const pieces of [1, 7, 100_000]) {
      const { ids, problems } = await read(source(content, pieces));
      expect({ ids, problems }).toEqual({ ids: ["a", "b", "c"], problems: [] });
    }
  });

  test("keys that are gone from a compacted topic are no problem", async () => {
    const lines = ['{"topic":"t","key":"k","payload":null}', "null", JSON.stringify(SNAPSHOT)];
    const { ids, problems } = await read(source(lines.join("\n")));
    expect({ ids, problems }).toEqual({ ids: ["snapshot"], problems: [] });
  });

  test("nothing at all", async () => {
    const { ids, problems } = await read(source(""));
    expect({ ids, problems }).toEqual({ ids: [], problems: [] });
  });
});

describe("what is broken takes nothing else with it", () => {
  test.each([
    ["a line that isn't JSON", "Starting up..", "not-json"],
    ["a log line with an open bracket", "[ERROR f(", "cut-off"],
    ["JSON without versions in it", '{"level":30,"msg":"hello"}', "no-record"],
    ["a number", "42", "no-record"],
    ["an event cut off within a text", event("x").slice(0, 20), "cut-off"],
    ["an event cut off after a comma", '{"id":"x",', "cut-off"],
    ["an event cut off after a colon", '{"id":"x","data":', "cut-off"],
    ["an event cut off within an array", '{"id":"x","data":[1,', "cut-off"],
    ["an opening bracket", "{", "cut-off"],
    ["the end of an event", event("x").slice(20), "not-json"],
    ["two events on one line", event("x") + event("y"), "not-json"],
    ["binary", "\u0000\u0001\u{FFFD}", "not-json"],
  ])("%s", async (_, bad, reason) => {
    const { ids, problems } = await read(
      source(`${event("a")}\n${bad}\n${event("b")}\n${event("c")}\n`),
    );
    expect({ ids, problems }).toEqual({ ids: ["a", "b", "c"], problems: [`2 ${reason}`] });
    const last = await read(source(`${event("a")}\n${bad}`));
    expect(last).toMatchObject({ ids: ["a"], problems: [`2 ${reason}`] });
  });

  test("a printed document that breaks off is reported with the lines it had", async () => {
    const printed = JSON.stringify(SNAPSHOT, null, 2).split("\n").slice(0, 3);
    const { ids, problems } = await read(source([...printed, event("a")].join("\n")));
    expect(ids).toEqual(["a"]);
    expect(problems).toEqual(["1 cut-off", "2 not-json", "3 not-json"]);
  });

  test("gzip that breaks off, or isn't any more, after the lines before", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => event(`${index}`));
    const whole = gzipSync(lines.join("\n"));
    const broken = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(1000, 1)]);
    for (const bytes of [whole.subarray(0, whole.length / 2), broken]) {
      const { ids, problems } = await read(source(bytes, 1000), source(event("next")));
      expect(ids.length).toBeGreaterThan(1000);
      expect(ids.slice(0, 2)).toEqual(["0", "1"]);
      expect(ids.at(-1)).toBe("next");
      expect(problems.join("\n")).toMatch(/^\d+ broken-gzip$/m);
    }
  });

  test("all are counted, the first are kept with how they begin", async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index + 1} `.repeat(50));
    const reading = readCaptured([source(lines.join("\n"))], { keepProblems: 3 });
    for await (const batch of reading) expect(batch).toEqual([]);
    expect(reading.problems.total).toBe(1000);
    expect(reading.problems.first.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(reading.problems.first[2]).toEqual({
      source: "events.jsonl",
      line: 3,
      reason: "not-json",
      excerpt: "line 3 ".repeat(50).slice(0, 120),
    });
  });
});

test("several files are read one after the other, each with its own line numbers", async () => {
  const files = ["one.jsonl", "two.jsonl"].map((name) => join(folder, name));
  writeFileSync(files[0] ?? "", `${event("a")}\nbad\n`);
  writeFileSync(files[1] ?? "", `bad\n${event("b")}\n`);
  const reading = readCaptured(files.map(capturedFile));
  const ids: unknown[] = [];
  for await (const batch of reading)
    for (const record of batch) ids.push(record.kind === "event" && record.id);
  expect(ids).toEqual(["a", "b"]);
  expect(reading.problems.first.map(({ source: name, line }) => [name, line])).toEqual([
    [files[0], 2],
    [files[1], 1],
  ]);
});

test.each([
  ["that isn't there", "nowhere.jsonl", "ENOENT"],
  ["that is a folder", ".", "EISDIR"],
])("a file %s is named", async (_, name, code) => {
  const file = join(folder, name);
  const reading = read(capturedFile(file));
  await expect(reading).rejects.toMatchObject({ code: "UNREADABLE_FILE", location: { file } });
  await expect(read(capturedFile(file))).rejects.toThrow(`this can't be read (${code})`);
});
