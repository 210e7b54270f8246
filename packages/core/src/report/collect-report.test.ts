import { expect, test } from "vitest";
import { readCaptured } from "../captured/read-captured.js";
import { type CollectedReport, collectReport } from "./collect-report.js";

const START = Date.UTC(2026, 10, 23, 14);

async function collect(lines: Iterable<object>, arm = "arm"): Promise<CollectedReport> {
  async function* bytes() {
    for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
  }
  return collectReport(readCaptured([{ name: "events", bytes: bytes() }]), arm);
}

function event(aggregate: string, time = START, hostname = "h", versions?: object) {
  const recorded_at = new Date(time).toISOString();
  return { id: "x", aggregated_version: aggregate, recorded_at, hostname, versions };
}

function snapshot(aggregate: string, values: object, time = START) {
  const versioning_timestamp = new Date(time).toISOString();
  return { ...values, aggregated_version: aggregate, hostname: "h", versioning_timestamp };
}

test("an aggregate is explained by its snapshot, wherever that comes", async () => {
  const versions = { Model: "1", threshold: 0.5, arm: "B" };
  for (const lines of [
    [event("a"), snapshot("a", versions)],
    [snapshot("a", versions), event("a")],
    [event("a", START, "h", snapshot("a", versions))],
  ]) {
    const { aggregates, texts, events } = await collect(lines);
    expect(events).toBe(1);
    expect(aggregates).toMatchObject([{ id: "a", events: 1, arm: "B" }]);
    expect(aggregates[0]?.versions?.map((place) => texts[place])).toEqual([
      '"Model"',
      '"1"',
      '"threshold"',
      "0.5",
      '"arm"',
      '"B"',
    ]);
  }
});

test("another value can tell the arm", async () => {
  const { aggregates } = await collect([event("a"), snapshot("a", { variant: 3 })], "variant");
  expect(aggregates[0]?.arm).toBe("3");
});

test("without events, the snapshots stand for them", async () => {
  const { snapshotsOnly, events, aggregates } = await collect([
    snapshot("a", {}),
    snapshot("b", {}),
  ]);
  expect({ snapshotsOnly, events, ids: aggregates.map(({ id }) => id) }).toEqual({
    ...{ snapshotsOnly: true, events: 2, ids: ["a", "b"] },
  });
});

test("events add up over buckets of any width", async () => {
  const times = Array.from({ length: 5000 }, (_, index) => START + index * 60_000);
  const { runs, bucketWidth, aggregates } = await collect(times.map((time) => event("a", time)));
  expect(bucketWidth).toBe(5 * 60_000);
  const [{ buckets } = { buckets: [] }] = runs;
  expect(buckets.length / 2).toBe(1000);
  expect(buckets.filter((_, at) => at % 2 === 1)).toEqual(Array(1000).fill(5));
  expect(buckets[0]).toBe(START / bucketWidth);
  expect(aggregates[0]).toMatchObject({ first: START, last: START + 4999 * 60_000 });
});

test("a clock that is decades off takes no detail from the others", async () => {
  const { bucketWidth } = await collect([event("a", 0), event("a"), event("a", START + 1000)]);
  expect(bucketWidth).toBe(1000);
});

test("what is beyond the limits is put together and counted", async () => {
  function* many() {
    for (let index = 0; index < 1500; index++) yield event(`${index}`, START, `host-${index}`);
    for (let index = 0; index < 1500; index++) yield event(`${index}`, START, `host-${index}`);
  }
  const { aggregates, hosts, events } = await collect(many());
  expect(events).toBe(3000);
  expect(aggregates.length).toBe(1001);
  expect(aggregates.at(-1)).toMatchObject({ others: 500, isExact: true, events: 1000 });
  expect(hosts.length).toBe(101);
  expect(hosts.at(-1)).toMatchObject({ others: 1400, isExact: true, events: 2800 });
});

test("two long values that differ at their ends differ in the report", async () => {
  const long = "x".repeat(100_000);
  const { texts } = await collect([
    event("a"),
    event("b"),
    snapshot("a", { prompt: `${long}1` }),
    snapshot("b", { prompt: `${long}2` }),
  ]);
  expect(texts.length).toBe(3);
  expect(new Set(texts).size).toBe(3);
  expect(texts.join("").length).toBeLessThan(5000);
});
