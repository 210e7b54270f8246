import { hostname } from "node:os";
import { runInNewContext } from "node:vm";
import { describe, expect, expectTypeOf, test } from "vitest";
import { InlineageRuntimeError } from "./errors.js";
import type { JsonValue } from "./json-value.js";
import { VersionTracker, type VersionTrackerOptions } from "./version-tracker.js";

const VERSIONS = Object.freeze({ Model: "a".repeat(40), "Model.predict": "b".repeat(40) });

/** For input that the types refuse already. */
function setAnything(tracker: VersionTracker, name: unknown, value: unknown): VersionTracker {
  return tracker.set(name as string, value as JsonValue);
}

describe("a snapshot", () => {
  test("has the names in order, then aggregate, hostname and time", () => {
    const tracker = new VersionTracker(VERSIONS, {
      hostname: "AHost_v1",
      clock: () => Date.UTC(2020, 6, 21, 7, 58, 54, 495),
    })
      .set("zeta", 1)
      .set("alpha", [true, null]);
    expect(Object.entries(tracker.snapshot())).toEqual([
      ["Model", VERSIONS.Model],
      ["Model.predict", VERSIONS["Model.predict"]],
      ["zeta", 1],
      ["alpha", [true, null]],
      ["aggregated_version", tracker.aggregatedVersion],
      ["hostname", "AHost_v1"],
      ["versioning_timestamp", "2020-07-21T07:58:54.495Z"],
    ]);
  });

  test("names this machine unless told otherwise", () => {
    expect(new VersionTracker({}).snapshot().hostname).toBe(hostname());
    expect(new VersionTracker({}, { hostname: false }).snapshot()).not.toHaveProperty("hostname");
    expect(new VersionTracker({}, { hostname: "" }).snapshot()).not.toHaveProperty("hostname");
  });

  test("is the caller's own: changing one changes no other", () => {
    const tracker = new VersionTracker(VERSIONS).set("config", { layers: [1] });
    const first = tracker.snapshot() as Record<string, unknown>;
    first.Model = "changed";
    expect(tracker.snapshot().Model).toBe(VERSIONS.Model);
    expect(Object.isFrozen(tracker.snapshot().config)).toBe(true);
  });

  test("keeps what a value was when it was set", () => {
    const config = { layers: [{ units: 64 }] };
    const tracker = new VersionTracker(VERSIONS).set("config", config);
    config.layers[0] = { units: 1 };
    expect(tracker.snapshot().config).toEqual({ layers: [{ units: 64 }] });
  });

  test("carries names that are special to JavaScript", () => {
    const tracker = new VersionTracker(JSON.parse('{"__proto__": "p", "7": "seven"}'))
      .set("constructor", "c")
      .with(JSON.parse('{"toString": "t", "valueOf": {"__proto__": 1}}'));
    const { aggregated_version, hostname, versioning_timestamp, ...names } = tracker.snapshot();
    expect(JSON.stringify(names)).toBe(
      '{"7":"seven","__proto__":"p","constructor":"c","toString":"t","valueOf":{"__proto__":1}}',
    );
    expect(aggregated_version).not.toBe(new VersionTracker({}).aggregatedVersion);
  });

  test("has types that fit", () => {
    const snapshot = new VersionTracker(VERSIONS).snapshot();
    expectTypeOf(snapshot.aggregated_version).toEqualTypeOf<string>();
    expectTypeOf(snapshot.hostname).toEqualTypeOf<string | undefined>();
    expectTypeOf(snapshot.Model).toEqualTypeOf<JsonValue | undefined>();
    // @ts-expect-error a snapshot is not for writing
    snapshot.aggregated_version = "";
  });
});

describe("names", () => {
  test.each(["aggregated_version", "hostname", "versioning_timestamp"])(
    "%s is the snapshot's own, wherever it comes from",
    (name) => {
      const tracker = new VersionTracker({});
      const expected = `"${name}" is reserved or no name: take another`;
      expect(() => tracker.set(name, 1)).toThrow(expected);
      expect(() => tracker.with({ [name]: 1 })).toThrow(expected);
      expect(() => new VersionTracker({ [name]: "v" })).toThrow(expected);
    },
  );

  test("a name of tracked code can't be taken, changed or replaced", () => {
    const tracker = new VersionTracker(VERSIONS);
    expect(() => tracker.set("Model", 1)).toThrow(
      '"Model" is already used: take another, or update()',
    );
    expect(() => tracker.with({ Model: 1 })).toThrow('"Model" is already used');
    expect(() => tracker.update("Model", 1)).toThrow('"Model" is already used');
    expect(() => tracker.with({}).set("Model", 1)).toThrow('"Model" is already used');
  });

  test("a name set twice throws, so that two parts of a service can't overwrite each other", () => {
    const tracker = new VersionTracker(VERSIONS).set("threshold", 1);
    expect(() => tracker.set("threshold", 1)).toThrow(
      '"threshold" is already used: take another, or update()',
    );
    expect(() => tracker.update("treshold", 2)).toThrow('"treshold" is not set');
  });

  test("a name must be a string with something in it", () => {
    for (const name of ["", undefined, 5, 5n, null, Symbol("x"), "\ud800"]) {
      expect(() => setAnything(new VersionTracker({}), name, 1)).toThrow(InlineageRuntimeError);
    }
  });
});

describe("what plain JavaScript can get wrong is refused", () => {
  const namespaces = {
    "a namespace import": () => import("./timestamp.js"),
    "a namespace as bundlers write it": async () => ({ default: VERSIONS, manifest: {} }),
    "versions that are no text": async () => ({ Model: 5 }),
    null: async () => null,
    undefined: async () => undefined,
    "a Map": async () => new Map([["Model", "1"]]),
    "an array": async () => ["1"],
    "a text": async () => "1",
  };

  test.each(Object.entries(namespaces))("%s instead of versions", async (_, give) => {
    const versions = (await give()) as unknown as typeof VERSIONS;
    const attempt = () => new VersionTracker(versions);
    expect(attempt).toThrow("give the default export of virtual:versions");
    expect(attempt).toThrow(InlineageRuntimeError);
  });

  test.each([null, undefined, new Map(), ["1"], "1", 5])("with(%o)", (values) => {
    const attempt = () => new VersionTracker(VERSIONS).with(values as object);
    expect(attempt).toThrow("is no object");
    expect(attempt).toThrow(InlineageRuntimeError);
  });

  test.each([
    [{ hostnme: "x" }, "the option hostnme can't be x: use aggregate,hostname,clock"],
    [{ hostname: 5 }, "the option hostname can't be 5"],
    [{ hostname: true }, "the option hostname can't be true"],
    [{ clock: 5 }, "the option clock can't be 5"],
    [{ clock: null }, "the option clock can't be null"],
    [{ aggregate: "md5" }, "the option aggregate can't be md5"],
  ])("the options %o", (options, message) => {
    const attempt = () => new VersionTracker({}, options as VersionTrackerOptions);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(InlineageRuntimeError);
  });

  test("options that are undefined are as if absent", () => {
    const options = { aggregate: undefined, hostname: undefined, clock: undefined };
    const tracker = new VersionTracker({}, options as unknown as VersionTrackerOptions);
    expect(tracker.snapshot().hostname).toBe(hostname());
  });
});

describe("values over time", () => {
  test("update changes a value and the aggregate, and back again", () => {
    const tracker = new VersionTracker(VERSIONS).set("threshold", 1);
    const before = tracker.aggregatedVersion;
    expect(tracker.update("threshold", 2).snapshot().threshold).toBe(2);
    expect(tracker.aggregatedVersion).not.toBe(before);
    expect(tracker.update("threshold", 1).aggregatedVersion).toBe(before);
  });

  test("a refused value leaves the tracker as it was", () => {
    const tracker = new VersionTracker(VERSIONS).set("threshold", 1);
    const before = tracker.aggregatedVersion;
    expect(() => setAnything(tracker, "other", () => 1)).toThrow();
    expect(() => tracker.update("threshold", Number.NaN)).toThrow();
    expect(tracker.snapshot()).toMatchObject({ threshold: 1, aggregated_version: before });
    expect(tracker.set("other", 1).snapshot().other).toBe(1);
  });

  test("a child has its arm, and parent and child stay out of each other's way", () => {
    const tracker = new VersionTracker(VERSIONS, { hostname: "h" }).set("arm", "A").set("t", 1);
    const child = tracker.with({ arm: "B", prompt: "p1" });
    expect(child.snapshot()).toMatchObject({
      ...VERSIONS,
      arm: "B",
      t: 1,
      prompt: "p1",
      hostname: "h",
    });
    child.set("deep", 1).update("prompt", "p2");
    tracker.update("t", 2).set("later", 1);
    expect(child.snapshot()).toMatchObject({ arm: "B", t: 1, prompt: "p2", deep: 1 });
    expect(child.snapshot()).not.toHaveProperty("later");
    expect(tracker.snapshot()).toMatchObject({ arm: "A", t: 2, later: 1 });
    expect(tracker.snapshot()).not.toHaveProperty("deep");
  });
});

describe("what isn't JSON is refused with its place", () => {
  class Thing {}
  const cycle: { self?: unknown } = {};
  cycle.self = [cycle];
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level++) deep = [deep];

  test.each([
    [undefined, '"x" is of type undefined'],
    [Number.NaN, '"x" is NaN'],
    [{ a: [1, { b: Number.NEGATIVE_INFINITY }] }, '"x".a[1].b is -Infinity'],
    [10n, '"x" is of type bigint'],
    [{ f() {} }, '"x".f is of type function'],
    [[Symbol("s")], '"x"[0] is of type symbol'],
    [{ when: new Date(0) }, '"x".when is of class Date'],
    [new Map(), '"x" is of class Map'],
    [new Uint8Array(2), '"x" is of class Uint8Array'],
    [new Thing(), '"x" is of class Thing'],
    [cycle, '"x".self[0] is a cycle'],
    [deep, '"x" is too deep'],
    [new Array(3), '"x" is an array with holes'],
    [Object.assign([1], { extra: 1 }), '"x" is an array with holes'],
    [Object.assign(new Array(1), { extra: 1 }), '"x" is an array with holes'],
    [class extends Array {}.of(1), '"x" is of class '],
    [{ [Symbol("s")]: 1 }, '"x" is of class Object'],
    [Object.create({ inherited: 1 }), '"x" is of class Object'],
    ["\ud800", '"x" is text with half a character'],
    [{ "\udc00": 1 }, '"x".\udc00 is text with half a character'],
  ])("%#", (value, message) => {
    expect(() => setAnything(new VersionTracker({}), "x", value)).toThrow(
      `the value of ${message}`,
    );
    expect(() => new VersionTracker({}).with({ x: value as JsonValue })).toThrow(
      `the value of ${message}`,
    );
  });

  test("the same object twice, objects of another realm and objects without a prototype are fine", () => {
    const shared = { a: 1 };
    const tracker = new VersionTracker({})
      .set("twice", [shared, shared])
      .set("realm", runInNewContext("({ a: [1, { b: 2 }] })") as JsonValue)
      .set("bare", Object.assign(Object.create(null), { a: 1 }) as JsonValue);
    expect(tracker.snapshot()).toMatchObject({
      twice: [{ a: 1 }, { a: 1 }],
      realm: { a: [1, { b: 2 }] },
      bare: { a: 1 },
    });
  });

  test("the types refuse it as well, and let interfaces in", () => {
    interface Config {
      readonly layers: readonly { units: number; dropout?: number }[];
    }
    const config: Config = { layers: [{ units: 1 }] };
    const tracker = new VersionTracker({}).set("config", config).set("text", "t").set("none", null);
    // @ts-expect-error a function is not JSON
    expect(() => tracker.set("f", () => 1)).toThrow();
    // @ts-expect-error undefined is not JSON
    expect(() => tracker.set("u", undefined)).toThrow();
    // @ts-expect-error a date is not JSON
    expect(() => tracker.set("d", new Date())).toThrow();
    // @ts-expect-error nor deep inside
    expect(() => tracker.with({ nested: { f: () => 1 } })).toThrow();
  });
});
