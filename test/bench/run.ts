import makeTemporaryRoot from "../src/support/temporary-root.js";
import { gitHistory } from "./git-history.js";
import { farmOverhead, hostOverhead } from "./host-overhead.js";
import { reportEvents } from "./report-events.js";
import { keepResults } from "./results.js";
import { runtimeCapture } from "./runtime-capture.js";
import { runtimeHashing } from "./runtime-hashing.js";
import { runtimeSize } from "./runtime-size.js";
import { runtimeSnapshot } from "./runtime-snapshot.js";
import { formatTable, type Table } from "./table.js";

/** Name to benchmark, in the order they run and are listed. */
const BENCHMARKS: Record<string, () => Promise<Table>> = {
  "host-overhead": () => hostOverhead(3000, "real"),
  "host-overhead-10000": () => hostOverhead(10_000, "small"),
  "host-overhead-farm": () => farmOverhead(3000, "real"),
  "git-history": gitHistory,
  "runtime-snapshot": runtimeSnapshot,
  "runtime-capture": runtimeCapture,
  "runtime-hashing": runtimeHashing,
  "runtime-size": runtimeSize,
  report: () => reportEvents(100_000, 1_000_000),
  "report-10000000": () => reportEvents(10_000_000),
};

/** Those that take too long, or install something, to run unless they are asked for. */
const ON_DEMAND = new Set(["host-overhead-10000", "host-overhead-farm", "report-10000000"]);

const NAMES = Object.keys(BENCHMARKS);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(", ")}; there are: ${NAMES.join(", ")}`);
  process.exit(1);
}

const removeTemporaryRoot = makeTemporaryRoot();
try {
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (wanted.length === 0 ? ON_DEMAND.has(name) : !wanted.includes(name)) continue;
    const section = formatTable(await benchmark());
    console.log(section);
    keepResults(name, section, NAMES);
  }
} finally {
  removeTemporaryRoot();
}
