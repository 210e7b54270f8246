import { VersionTracker } from "@inlineage/runtime";
import { execa } from "execa";
import { median } from "./measure.js";
import type { Table } from "./table.js";

const ROUNDS = 9;
const CALLS = 20_000;
/** What the original took on the machine this project was designed on, for where joblib isn't installed. */
const REFERENCE_MICROSECONDS = 14.8;

const VERSIONS = {
  multiplier_endpoint: "18d019bdb8021a7bee92b51e57a729b5930fa784",
  Multiplier: "6735f0884cac12dacbecd40e88218e6037c88d99",
};

/** The published algorithm of hip-data-tools' get_version_dict, on the same record. */
const ORIGINAL = `
import datetime, json, socket, statistics, time, timeit
import joblib
values = ${JSON.stringify({ ...VERSIONS, multiplier_value: 5 })}
def get_version_dict():
    versions = dict(values)
    versions["aggregated_version"] = joblib.hash(json.dumps(versions, sort_keys=True))
    versions["hostname"] = socket.gethostname()
    versions["versioning_timestamp"] = datetime.datetime.now().isoformat()
    return versions
times = timeit.repeat(get_version_dict, timer=time.process_time, number=${CALLS}, repeat=${ROUNDS})
print(statistics.median(times) / ${CALLS} * 1e6)
`;

/** What a snapshot costs, against the original's. */
export async function runtimeSnapshot(): Promise<Table> {
  const original = await originalMicroseconds();
  const tracker = (names: number, aggregate: "sha256" | "hip-data-tools" = "sha256") => {
    const more = Object.fromEntries(
      Array.from({ length: names }, (_, index) => [`Class${index}.method`, VERSIONS.Multiplier]),
    );
    return new VersionTracker({ ...VERSIONS, ...more }, { aggregate }).set("multiplier_value", 5);
  };
  const three = tracker(0);
  const twenty = tracker(17);
  const hip = tracker(0, "hip-data-tools");
  let arm = 0;
  const cases: [string, () => unknown][] = [
    ["snapshot(), nothing changed, 3 names", () => three.snapshot()],
    ["snapshot(), nothing changed, 20 names", () => twenty.snapshot()],
    ["update() and snapshot(), 3 names", () => three.update("multiplier_value", arm++).snapshot()],
    [
      "update() and snapshot(), 3 names, hip-data-tools",
      () => hip.update("multiplier_value", arm++).snapshot(),
    ],
    ["with() and snapshot(), 3 names", () => three.with({ arm: "B" }).snapshot()],
    ["with() and snapshot(), 20 names", () => twenty.with({ arm: "B" }).snapshot()],
  ];
  const rows = cases.map(([name, call]) => {
    const microseconds = microsecondsOf(call);
    return [
      name,
      `${microseconds.toFixed(2)} µs`,
      `${(microseconds / original.value).toFixed(3)}x`,
    ];
  });
  return {
    title: "A snapshot against the original's",
    note: `Median of ${ROUNDS} rounds of ${CALLS} calls, in processor time. The original is ${original.source}. Budget of the first rows: 0.03x.`,
    columns: ["call", "time", "original"],
    rows: [
      ["the original's get_version_dict(), 3 names", `${original.value.toFixed(2)} µs`, "1x"],
      ...rows,
    ],
  };
}

async function originalMicroseconds(): Promise<{ value: number; source: string }> {
  try {
    const { stdout } = await execa("/usr/bin/python3", ["-c", ORIGINAL]);
    return {
      value: Number(stdout),
      source: "its published algorithm with Debian's joblib, run just now",
    };
  } catch {
    return {
      value: REFERENCE_MICROSECONDS,
      source: `what it took on the reference machine, joblib not being installed here`,
    };
  }
}

/** Processor time of one call: others on the machine don't count. */
function microsecondsOf(call: () => unknown): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let index = 0; index < CALLS; index++) call();
    rounds.push(process.cpuUsage(before).user / CALLS);
  }
  return median(rounds);
}
