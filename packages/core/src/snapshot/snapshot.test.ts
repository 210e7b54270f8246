import { describe, expect, test } from "vitest";
import { parseSnapshot, type SnapshotEntry, snapshotText } from "./snapshot.js";

const BLOB = "b".repeat(40);
const COMMIT = "c".repeat(40);
const DATE = "2024-01-01T00:00:00+05:30";

const entry = (path: string, more: Partial<SnapshotEntry> = {}): SnapshotEntry => ({
  blob: BLOB,
  commit: COMMIT,
  date: DATE,
  path,
  disk: undefined,
  ...more,
});

describe("a snapshot file", () => {
  test("reads back as it was written, whatever the names", () => {
    const entries = new Map([
      ["src/a.ts", entry("packages/app/src/a.ts")],
      ['q"\n\u00e9.ts', entry('q"\n\u00e9.ts', { date: null, commit: "d".repeat(64) })],
      ["__proto__", entry("__proto__", { disk: "e".repeat(40) })],
    ]);
    const read = parseSnapshot(snapshotText(entries));
    expect(new Map([...(read ?? [])].sort())).toEqual(new Map([...entries].sort()));
  });

  test("has one line for each file and each commit, in an order that doesn't change", () => {
    const text = snapshotText(
      new Map([
        ["b.ts", entry("app/b.ts")],
        ["a.ts", entry("a.ts", { disk: "d".repeat(40) })],
      ]),
    );
    expect(text).toMatchInlineSnapshot(`
      "{
        "inlineageSnapshot": 1,
        "commits": {
          "cccccccccccccccccccccccccccccccccccccccc": "2024-01-01T00:00:00+05:30"
        },
        "files": {
          "a.ts": {"blob":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","commit":"cccccccccccccccccccccccccccccccccccccccc","disk":"dddddddddddddddddddddddddddddddddddddddd"},
          "b.ts": {"blob":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","commit":"cccccccccccccccccccccccccccccccccccccccc","path":"app/b.ts"}
        }
      }
      "
    `);
  });

  test("of no files is one too", () => {
    expect(parseSnapshot(snapshotText(new Map()))).toEqual(new Map());
  });
});

describe("no snapshot is", () => {
  const files = (value: unknown) =>
    JSON.stringify({ inlineageSnapshot: 1, commits: { [COMMIT]: DATE }, files: value });

  test("accepted, to begin with", () => {
    expect(parseSnapshot(files({ a: { blob: BLOB, commit: COMMIT } }))).toBeDefined();
  });

  test.each([
    ["no text", ""],
    ["half a text", snapshotText(new Map([["a.ts", entry("a.ts")]])).slice(0, 60)],
    ["other JSON", "[]"],
    ["a later format", files({}).replace('"inlineageSnapshot":1', '"inlineageSnapshot":2')],
    ["a file that is nothing", files({ a: null })],
    ["a file without a blob id", files({ a: { commit: COMMIT } })],
    ["an abbreviated commit", files({ a: { blob: BLOB, commit: "abc" } })],
    ["a commit without its date", files({ a: { blob: BLOB, commit: "d".repeat(40) } })],
    ["a path that is no text", files({ a: { blob: BLOB, commit: COMMIT, path: 1 } })],
    [
      "a date in other words",
      files({})
        .replace(DATE, "yesterday")
        .replace("{}", `{"a":{"blob":"${BLOB}","commit":"${COMMIT}"}}`),
    ],
  ])("%s", (_, text) => {
    expect(parseSnapshot(text)).toBeUndefined();
  });
});
