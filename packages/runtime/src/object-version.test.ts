import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectVersion } from "./object-version.js";
import { VersionTracker } from "./version-tracker.js";

class Layer {
  units: unknown;
  constructor(units: unknown) {
    this.units = units;
  }
}
class Pool {
  units: unknown;
  constructor(units: unknown) {
    this.units = units;
  }
}
class Registry extends Map<unknown, unknown> {
  owner = "me";
}

describe("the same fingerprint", () => {
  test("whatever the order of keys, of Map entries and of Set members", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string(), fc.anything()), { selector: ([key]) => key }),
        (entries) => {
          const back = [...entries].reverse();
          const keyed = (pairs: typeof entries) =>
            pairs.map(([key, value]) => [[key], [value]] as const);
          for (const make of [
            (pairs: typeof entries) => Object.fromEntries(pairs),
            (pairs: typeof entries) => new Map(pairs),
            (pairs: typeof entries) => new Map(keyed(pairs)),
            (pairs: typeof entries) => new Set(pairs),
          ]) {
            expect(versionOrRefusal(make(back))).toEqual(versionOrRefusal(make(entries)));
          }
        },
      ),
    );
  });

  test("whether a part is shared or there twice", () => {
    const shared = { a: 1 };
    expect(objectVersion([shared, shared])).toBe(objectVersion([{ a: 1 }, { a: 1 }]));
  });

  test("for plain objects without a prototype", () => {
    expect(objectVersion(Object.assign(Object.create(null), { a: 1 }))).toBe(
      objectVersion({ a: 1 }),
    );
  });

  test("in another process", () => {
    expect(objectVersion({ b: [1, "x", null], a: new Map([[{ k: 1 }, new Set([2n])]]) })).toBe(
      "object-sha256:fd087592a5e1212bbb81e69f7721be9f798f6e84fd7a7c2476beb32f9d80be6c",
    );
  });
});

function versionOrRefusal(value: unknown): string {
  try {
    return objectVersion(value);
  } catch (error) {
    // The path names the first refused part, which depends on the order.
    return String(error).replace(/the value of .* is/, "");
  }
}

describe("different fingerprints", () => {
  test("exactly for values that aren't deeply equal", () => {
    // Few and alike values, so that many pairs are equal and the others nearly.
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: "small", withCrossShrink: true },
        fc.constantFrom<unknown>(0, -0, 1, Number.NaN, 1n, "", "1", "a", "a,b", '"a"', "^1", null),
        fc.constantFrom<unknown>(
          undefined,
          true,
          "true",
          "null",
          "[1]",
          "{}",
          Number.POSITIVE_INFINITY,
        ),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("a", "b", "a:1", "0"), tie("value"), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 2 }).map((e) => new Map(e)),
        fc.array(tie("value"), { maxLength: 2 }).map((items) => new Set(items)),
        fc.constantFrom(0, 1).map((time) => new Date(time)),
        fc.constantFrom(
          ...[new Uint8Array(1), new Uint8Array(4), new Float32Array(1), new Int8Array(1)],
          ...[new ArrayBuffer(1), new ArrayBuffer(4), new DataView(new ArrayBuffer(4))],
        ),
        fc.constantFrom(/a/, /a/g, /b/, new URL("a:b"), new URL("a:c")),
        tie("value").chain((item) => fc.constantFrom(new Layer(item), new Pool(item))),
      ),
    }));
    let equal = 0;
    fc.assert(
      fc.property(value, value, (left, right) => {
        const same = isDeepStrictEqual(left, right);
        if (same) equal++;
        expect(objectVersion(left) === objectVersion(right)).toBe(same);
      }),
      { numRuns: 20_000 },
    );
    expect(equal).toBeGreaterThan(100);
  });

  test("among everything that looks alike", () => {
    const alike = [
      ...[[], {}, new Map(), new Set(), [[]], [{}], "[]", "{}", null, undefined, "undefined"],
      ...[["a", "b"], ["a,b"], ["a','b"], { a: 1, b: 2 }, { "a:1,b": 2 }, { 0: "a", 1: "b" }],
      ...[new Map([[1, 2]]), new Map([["1", 2]]), new Map([[2, 1]]), new Set([1, 2]), [1, 2]],
      ...[new Map([["x", 1]]), Object.assign(new Map(), { x: 1 }), { x: 1 }, new Map([[["x"], 1]])],
      ...[new Layer(1), new Pool(1), { units: 1 }, new Layer("1"), new Registry(), new Layer({})],
      ...[{}, { a: undefined }, { a: null }, { a: Number.NaN }].slice(1),
      ...[1, "1", 1n, "1n", -1, 0, -0, "-0", Number.NaN, "NaN", true, "true", "^1"],
      ...["\ud800", "\ud801", "\ufffd", "é", "e\u0301"],
      ...[new Uint8Array([12, 3]), new Uint8Array([1, 23]), new Int8Array([12, 3]), [12, 3]],
      ...[new Uint8Array([12, 3]).buffer, Buffer.from([12, 3]), new Uint16Array([780])],
      ...[
        new Date(0),
        "1970-01-01T00:00:00.000Z",
        new Date(Number.NaN),
        /1970/,
        new URL("x:/1970/"),
      ],
    ];
    const versions = alike.map((value) => objectVersion(value));
    for (const [index, version] of versions.entries()) {
      expect([alike[index], versions.indexOf(version)]).toEqual([alike[index], index]);
    }
  });
});

describe("cycles", () => {
  test("read the same wherever they came from, and differ by where they lead", () => {
    const self = () => {
      const outer: Record<string, unknown> = { inner: {} };
      outer.inner = { back: outer };
      return outer;
    };
    const short = () => {
      const inner: Record<string, unknown> = {};
      inner.back = inner;
      return { inner };
    };
    expect(objectVersion(self())).toBe(objectVersion(self()));
    expect(objectVersion(self())).not.toBe(objectVersion(short()));
  });

  test("in a Set don't depend on its order", () => {
    const make = (names: readonly string[]) => {
      const nodes = new Set<unknown>();
      for (const name of names) nodes.add({ name, nodes });
      return nodes;
    };
    expect(objectVersion(make(["a", "b", "c"]))).toBe(objectVersion(make(["c", "a", "b"])));
  });
});

describe("what has no stable identity is refused with its place", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level++) deep = [deep];
  let net: unknown = 1;
  for (let level = 0; level < 30; level++) net = { left: net, right: net };
  class Layers extends Array {}

  test.each<[unknown, string]>([
    [() => 1, '"x" is of type function'],
    [{ a: [Symbol("s")] }, '"x".a[0] is of type symbol'],
    [{ [Symbol("s")]: 1 }, '"x" is of class Object'],
    [new Map([[1, Promise.resolve()]]), '"x"[] is of class Promise'],
    [new Set([new WeakMap()]), '"x"[] is of class WeakMap'],
    [{ e: new Error("e") }, '"x".e is of class Error'],
    [new Blob([]), '"x" is of class Blob'],
    // Object; Iterator where iterators have helpers.
    [[1].values(), '"x" is of class '],
    [Object.create({ inherited: 1 }), '"x" is of class Object'],
    [new Array(2), '"x" is an array with holes'],
    [Object.assign([1], { extra: 1 }), '"x" is an array with holes'],
    [Object.assign(new Array(1), { extra: 1 }), '"x" is an array with holes'],
    [{ layers: Layers.of(1) }, '"x".layers is of class Layers'],
    [Object.assign([1], { [Symbol("s")]: 1 }), '"x" is of class Array'],
    [new (class {})(), '"x" is of class '],
    [new SharedArrayBuffer(1), '"x" is of class SharedArrayBuffer'],
    [Object(Symbol("s")), '"x" is of class Symbol'],
    [Object("boxed"), '"x" is of class String'],
    [deep, '"x" is too deep'],
    [net, '"x" is too deep'],
  ])("%#", (value, message) => {
    expect(() => new VersionTracker({}).setObject("x", value)).toThrow(`the value of ${message}`);
  });
});

test("setObject puts the fingerprint into the snapshot", () => {
  const weights = new Float32Array([0.1, 0.2]);
  const tracker = new VersionTracker({}).setObject("model", { weights });
  expect(tracker.snapshot().model).toBe(objectVersion({ weights: new Float32Array([0.1, 0.2]) }));
  expect(tracker.snapshot().model).toMatch(/^object-sha256:[0-9a-f]{64}$/);
  expect(() => tracker.setObject("model", 1)).toThrow('"model" is already used');
});
