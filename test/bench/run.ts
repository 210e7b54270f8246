import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import makeTemporaryRoot from "../src/support/temporary-root.js";
import { gitHistory } from "./git-history.js";
import { hostOverhead } from "./host-overhead.js";
import { runtimeCapture } from "./runtime-capture.js";
import { runtimeHashing } from "./runtime-hashing.js";
import { runtimeSize } from "./runtime-size.js";
import { runtimeSnapshot } from "./runtime-snapshot.js";
import { formatTable, type Table } from "./table.js";

/** Name to benchmark, in the order they run. */
const BENCHMARKS: Record<string, () => Promise<Table>> = {
  "host-overhead": hostOverhead,
  "git-history": gitHistory,
  "runtime-snapshot": runtimeSnapshot,
  "runtime-capture": runtimeCapture,
  "runtime-hashing": runtimeHashing,
  "runtime-size": runtimeSize,
};

const RESULTS = join(import.meta.dirname, "RESULTS.md");

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `no such benchmark: ${unknown.join(", ")}; there are: ${Object.keys(BENCHMARKS).join(", ")}`,
  );
  process.exit(1);
}

const removeTemporaryRoot = makeTemporaryRoot();
try {
  const texts: string[] = [];
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const text = formatTable(await benchmark());
    console.log(text);
    texts.push(text);
  }
  // A part of the results would hide the rest of them.
  if (wanted.length === 0) writeFileSync(RESULTS, `${heading()}\n${texts.join("\n")}`);
} finally {
  removeTemporaryRoot();
}

function heading(): string {
  return `# Benchmark results

Made by \`npm run bench\` on ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, ${process.platform}. Only ratios within one run mean anything.
`;
}
