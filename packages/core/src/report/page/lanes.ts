import type { ReportData, RunData } from "./report-data.js";

/** One row of the timeline. */
export type Lane = { runs: RunData[]; events: number } & (
  | { kind: "arm"; arm: string | null }
  | { kind: "host"; host: number }
);

/** Those that stand for many come last. */
function rank(data: ReportData, lane: Lane): number {
  const isMany = lane.kind === "host" && (data.hosts[lane.host]?.others ?? 0) > 0;
  return isMany ? -1 : lane.events;
}

/** @returns arms by name, or hosts with the busiest first */
export function lanesOf(data: ReportData, by: "arm" | "host"): Lane[] {
  const lanes = new Map<string | number | null, Lane>();
  for (const run of data.runs) {
    const arm = data.aggregates[run.aggregate]?.arm ?? null;
    const key = by === "arm" ? arm : run.host;
    const lane: Lane = lanes.get(key) ?? {
      ...{ runs: [], events: 0 },
      ...(by === "arm" ? { kind: "arm" as const, arm } : { kind: "host" as const, host: run.host }),
    };
    lane.runs.push(run);
    for (let at = 1; at < run.buckets.length; at += 2) lane.events += run.buckets[at] as number;
    lanes.set(key, lane);
  }
  return [...lanes.values()].sort((a, b) =>
    a.kind === "arm" && b.kind === "arm"
      ? (a.arm ?? "\uFFFF").localeCompare(b.arm ?? "\uFFFF", "en")
      : rank(data, b) - rank(data, a),
  );
}
