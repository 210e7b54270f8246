import { resolve } from "node:path";
import {
  type CapturedSource,
  capturedFile,
  createReport,
  type ReportData,
  STANDARD_INPUT,
  writeReport,
} from "@inlineage/core";
import { type Command, EXIT, type Terminal } from "./command.js";
import { printable } from "./printable.js";

const DEFAULT_FILE = "inlineage-report.html";

export const reportCommand: Command = {
  summary: "what changed when, in which arm and by which commits, as one HTML file",
  help: `Usage: inlineage report EVENTS... [OPTIONS]

Reads captured events and writes one HTML file that needs nothing else and asks the network for nothing: when each arm
and each host went from one aggregate to another, which definitions and values moved then and by which commits, how many
events each aggregate made, and any two aggregates side by side.

EVENTS are files of JSON lines as the recorder writes them or kcat prints them, plain or as gzip, in any order; - is
standard input. Give it the events and the snapshots (the topic INFERENCES-versions), unless the events hold their
snapshots. Lines that can't be used are told with their numbers, and the rest is kept. Memory stays the same, however
many events there are.

Options:
  -o, --output FILE         the HTML file (default: ${DEFAULT_FILE})
  -r, --repository FOLDER   where commits are looked up (default: the current folder)
  --arm NAME                the value that tells the arm of a test (default: arm)
  --json                    print what the page would show, as JSON, instead of writing it

Examples:
  inlineage report inferences.jsonl inferences-versions.jsonl
  kcat -C -e -b BROKER -t inferences | inlineage report - inferences-versions.jsonl -o today.html
  inlineage report --arm variant events-*.jsonl.gz`,
  options: {
    output: { type: "string", short: "o" },
    repository: { type: "string", short: "r" },
    arm: { type: "string" },
    json: { type: "boolean" },
  },
  required: ["EVENTS"],
  maxPositionals: Number.POSITIVE_INFINITY,
  async run({ positionals, values }, terminal) {
    const { output = DEFAULT_FILE, repository = ".", arm, json } = values;
    const sources = positionals.map((name) => sourceOf(name, terminal));
    const options = {
      repository: resolve(String(repository)),
      arm: typeof arm === "string" ? arm : undefined,
      progress: terminal.progress,
    };
    if (json) {
      terminal.print(JSON.stringify(await createReport(sources, options), null, 2));
      return EXIT.ok;
    }
    const file = resolve(String(output));
    terminal.print(summaryOf(await writeReport(sources, file, options), file));
    return EXIT.ok;
  },
};

function sourceOf(name: string, { input }: Terminal): CapturedSource {
  return name === "-" ? { name: STANDARD_INPUT, bytes: input } : capturedFile(name);
}

function summaryOf(
  { events, snapshotsOnly, aggregates, changes, earlierChanges, problems }: ReportData,
  file: string,
): string {
  const others = aggregates.reduce((sum, one) => sum + one.others, 0);
  const counted = [
    count(events, snapshotsOnly ? "snapshot" : "event"),
    count(aggregates.filter((one) => one.others === 0).length + others, "aggregate"),
    count(changes.filter(({ from }) => from !== null).length + earlierChanges, "change"),
  ].join(", ");
  const left = problems.total > 0 ? ` (${count(problems.total, "line")} left out)` : "";
  return printable(`${counted}${left}: ${file}`);
}

function count(value: number, what: string): string {
  return `${value.toLocaleString("en")} ${what}${value === 1 ? "" : "s"}`;
}
