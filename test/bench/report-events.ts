import { type MeasuredReport, measuredReport } from "../src/report/measured-report.js";
import { median } from "./measure.js";
import type { Table } from "./table.js";

const ROUNDS = 3;

/** What `inlineage report` takes for so many events. */
export async function reportEvents(...sizes: readonly number[]): Promise<Table> {
  const rows: string[][] = [];
  for (const events of sizes) {
    const rounds: MeasuredReport[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measuredReport(events));
    const middle = (part: (measured: MeasuredReport) => number) => median(rounds.map(part));
    const seconds = middle((measured) => measured.seconds);
    rows.push([
      `${events.toLocaleString("en")} events`,
      `${seconds.toFixed(1)} s`,
      Math.round(events / seconds).toLocaleString("en"),
      `${Math.round(middle(({ megabytes }) => megabytes))} MB`,
      `${Math.round(middle(({ pageBytes }) => pageBytes) / 1024)} kB`,
    ]);
  }
  return {
    title: "Report",
    note: `\`inlineage report\` in a process of its own, events of 300 bytes from 24 hosts, two arms and 20 deployments piped into it: medians of ${ROUNDS} rounds. Time is processor time, the start of the program included.`,
    columns: ["input", "time", "events a second", "peak memory", "page"],
    rows,
  };
}
