import { expect, test } from "vitest";

test("each entry exports what users were promised, and nothing else", async () => {
  const entries = {
    main: await import("@inlineage/runtime"),
    node: await import("@inlineage/runtime/node"),
    capture: await import("@inlineage/runtime/capture"),
    kafka: await import("@inlineage/runtime/kafka"),
    otel: await import("@inlineage/runtime/otel"),
  };
  const exported = Object.entries(entries).map(([name, entry]) => [
    name,
    Object.keys(entry).sort(),
  ]);
  expect(Object.fromEntries(exported)).toMatchInlineSnapshot(`
    {
      "capture": [
        "RefusedError",
        "createRecorder",
      ],
      "kafka": [
        "kafkaSink",
      ],
      "main": [
        "InlineageRuntimeError",
        "VersionTracker",
        "contentVersion",
        "objectVersion",
        "tracked",
      ],
      "node": [
        "current",
        "fromPath",
        "pathVersion",
        "runWith",
      ],
      "otel": [
        "setSpanVersions",
        "snapshotAttributes",
      ],
    }
  `);
  const members = Object.getOwnPropertyNames(entries.main.VersionTracker.prototype).sort();
  expect(members).toMatchInlineSnapshot(`
    [
      "aggregatedVersion",
      "constructor",
      "set",
      "setContent",
      "setObject",
      "snapshot",
      "update",
      "with",
    ]
  `);
});
