import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VersionRecord } from "./aggregate.js";
import type { JsonValue } from "./json-value.js";
import { VersionTracker, type VersionTrackerOptions } from "./version-tracker.js";

const RESERVED = ["aggregated_version", "hostname", "versioning_timestamp"];
const jsonValue = fc.jsonValue({ depthSize: "small" }) as fc.Arbitrary<JsonValue>;
const name = fc
  .string({ minLength: 1, unit: "binary" })
  .filter((text) => !RESERVED.includes(text) && !/\p{Cs}/u.test(text));
const record = fc.uniqueArray(fc.tuple(name, jsonValue), {
  selector: ([key]) => key,
  maxLength: 8,
});
type Entries = readonly (readonly [string, JsonValue])[];

function aggregateOf(entries: Entries, options: VersionTrackerOptions = {}): string {
  const tracker = new VersionTracker({}, options);
  for (const [key, value] of entries) tracker.set(key, value);
  return tracker.aggregatedVersion;
}

test("the published response of the original is reproduced bit for bit", () => {
  const tracker = new VersionTracker(
    {
      multiplier_endpoint: "18d019bdb8021a7bee92b51e57a729b5930fa784",
      Multiplier: "6735f0884cac12dacbecd40e88218e6037c88d99",
    },
    { aggregate: "hip-data-tools", hostname: "AHost_v1" },
  ).set("multiplier_value", 5);
  expect(tracker.aggregatedVersion).toBe("2b11bf0bb0c8fd48c1c7291e83d46803");
});

test("every record of the table joblib made has joblib's hash", () => {
  const table = JSON.parse(
    readFileSync(new URL("../fixtures/joblib-table.json", import.meta.url), "utf8"),
  ) as { rows: { record: VersionRecord; hash: string }[] };
  expect(table.rows.length).toBeGreaterThan(100);
  for (const row of table.rows) {
    expect([row.record, aggregateOf(Object.entries(row.record), { aggregate: "hip-data-tools" })]) //
      .toEqual([row.record, row.hash]);
  }
});

test("the default aggregate is SHA-256 over the canonical JSON of the record", () => {
  expect(
    aggregateOf([
      ["b", [1, { z: 1e21, y: -0 }]],
      ["a", "é\u2028"],
    ]),
  ).toBe(createHash("sha256").update('{"a":"é\u2028","b":[1,{"y":0,"z":1e+21}]}').digest("hex"));
  fc.assert(
    fc.property(record, (entries) => {
      expect(aggregateOf(entries)).toBe(
        createHash("sha256")
          .update(canonicalize(Object.fromEntries(entries)) as string)
          .digest("hex"),
      );
    }),
  );
});

describe.each(["sha256", "hip-data-tools"] as const)("the aggregate %s", (aggregate) => {
  test("does not depend on hostname, time or order", () => {
    fc.assert(
      fc.property(
        record,
        fc.integer({ min: 0, max: 4e12 }),
        fc.string(),
        (entries, now, hostname) => {
          expect(
            aggregateOf([...entries].reverse(), { aggregate, hostname, clock: () => now }),
          ).toBe(aggregateOf(entries, { aggregate, hostname: false }));
        },
      ),
    );
  });

  test("depends on every field", () => {
    fc.assert(
      fc.property(
        record.filter((entries) => entries.length > 0),
        fc.nat(),
        name,
        jsonValue,
        (entries, pick, otherName, otherValue) => {
          const index = pick % entries.length;
          const [key, value] = entries[index] as [string, JsonValue];
          const before = aggregateOf(entries, { aggregate });
          const without = entries.filter((_, place) => place !== index);
          expect(aggregateOf(without, { aggregate })).not.toBe(before);
          if (canonicalize(otherValue) !== canonicalize(value)) {
            const changed = [...without, [key, otherValue] as const];
            expect(aggregateOf(changed, { aggregate })).not.toBe(before);
          }
          if (!entries.some(([used]) => used === otherName)) {
            const renamed = [...without, [otherName, value] as const];
            expect(aggregateOf(renamed, { aggregate })).not.toBe(before);
          }
        },
      ),
    );
  });

  test("is the same whether values come one by one, in the constructor or through with", () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), record, (versions, entries) => {
        const fresh = entries.filter(([key]) => !Object.hasOwn(versions, key));
        const tracker = new VersionTracker(versions, { aggregate });
        // Works the parent's aggregate out first, so that a stale one would show.
        expect(tracker.aggregatedVersion).toBe(
          aggregateOf(Object.entries(versions), { aggregate }),
        );
        expect(tracker.with(Object.fromEntries(fresh)).aggregatedVersion).toBe(
          aggregateOf([...Object.entries(versions), ...fresh], { aggregate }),
        );
      }),
    );
  });
});

test("a custom aggregate gets a frozen record without hostname and timestamp", () => {
  const seen: VersionRecord[] = [];
  const tracker = new VersionTracker(
    { Model: "1" },
    {
      hostname: "here",
      aggregate: (values) => {
        seen.push(values);
        return "mine";
      },
    },
  ).set("config", { a: [1] });
  expect(tracker.snapshot()).toMatchObject({ aggregated_version: "mine", hostname: "here" });
  expect(seen).toEqual([{ Model: "1", config: { a: [1] } }]);
  expect(Object.isFrozen(seen[0])).toBe(true);
});

test("a custom aggregate that returns no string and an unknown one are refused", () => {
  const wrong = { aggregate: () => 5 } as unknown as VersionTrackerOptions;
  expect(() => new VersionTracker({}, wrong).snapshot()).toThrow(
    "aggregate returned no text: return one",
  );
  for (const aggregate of ["md5", "constructor", "__proto__", 5, null]) {
    const options = { aggregate } as unknown as VersionTrackerOptions;
    expect(() => new VersionTracker({}, options)).toThrow(
      `the option aggregate can't be ${aggregate}`,
    );
  }
});
