import { type ChosenSnapshot, type Trace, type TraceEntry, traceSnapshot } from "@inlineage/core";
import { type Command, EXIT, type Terminal } from "./command.js";
import { LOOKBACK_HELP, LOOKBACK_OPTIONS, lookbackFrom } from "./lookback-options.js";
import { printable } from "./printable.js";
import { readSnapshotArgument, SNAPSHOT_HELP } from "./snapshot-input.js";
import { type Cell, renderTable } from "./table.js";
import { problemNote } from "./trace-words.js";
import { shortDate, shortVersion } from "./version-words.js";

export const traceCommand: Command = {
  summary: "each version of a snapshot back to its commit, date, author, subject and file",
  help: `Usage: inlineage trace SNAPSHOT [OPTIONS]

Prints, for each name in a snapshot, the commit behind its version: when it was made, by whom, about what, in which file
the name was defined then, and whether the file in the working tree still is as it was. Edits that were not committed
when the build ran, and contents (blob:...), are looked for in all branches, as git log --find-object does.

${SNAPSHOT_HELP}

Options:
${LOOKBACK_HELP}

Exit code: 0; 1 when some version can't be traced; 2 on an error.

Examples:
  inlineage trace response.json
  curl -s localhost:3000/versions | inlineage trace -
  inlineage trace events.jsonl.gz#request-4711      the snapshot behind one captured event
  inlineage trace -- --odd-name.json`,
  options: LOOKBACK_OPTIONS,
  required: ["SNAPSHOT"],
  maxPositionals: 1,
  async run(given, terminal) {
    const [argument = "-"] = given.positionals;
    const snapshot = await readSnapshotArgument(argument, terminal);
    const { folder, options } = lookbackFrom(given, "trace", terminal);
    const trace = await traceSnapshot(folder, snapshot.values, options);
    terminal.print(given.values.json ? jsonOf(snapshot, trace) : textOf(snapshot, trace, terminal));
    return trace.entries.some(({ problem }) => problem !== null) ? EXIT.different : EXIT.ok;
  },
};

function jsonOf({ aggregatedVersion, hostname, timestamp }: ChosenSnapshot, trace: Trace): string {
  const snapshot = { aggregatedVersion, hostname, timestamp };
  return JSON.stringify({ snapshot, ...trace }, null, 2);
}

const HEADER = ["name", "version", "date (UTC)", "author", "subject", "file", "working tree"];
const SUBJECT = HEADER.indexOf("subject");

function textOf(snapshot: ChosenSnapshot, trace: Trace, terminal: Terminal): string {
  const rows = trace.entries.map((entry): Cell[] => [
    { text: entry.name, style: "bold" },
    entry.problem === null
      ? shortVersion(entry.value)
      : { text: shortVersion(entry.value), style: "red" },
    shortDate(entry.date),
    entry.author ?? "",
    entry.subject ?? "",
    placeOf(entry),
    entry.form === "value" ? "" : WORKING_TREE[entry.workingTree],
  ]);
  const table = renderTable({ header: HEADER, rows, flexible: SUBJECT }, terminal);
  const notes = trace.entries.flatMap((entry) => notesOn(entry, trace.shallow));
  return [...titleOf(snapshot), table, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** What tells a snapshot from another for a person. */
export function titleOf({ aggregatedVersion, hostname, timestamp }: ChosenSnapshot): string[] {
  if (aggregatedVersion === undefined) return [];
  const where = hostname === undefined ? "" : ` on ${hostname}`;
  const when = timestamp === undefined ? "" : ` at ${timestamp}`;
  return [printable(`aggregate ${aggregatedVersion}${where}${when}`), ""];
}

function placeOf({ file, line }: TraceEntry): string {
  if (file === null) return "";
  return line === null ? file : `${file}:${line}`;
}

const WORKING_TREE: Readonly<Record<TraceEntry["workingTree"], Cell>> = {
  same: { text: "the same", style: "green" },
  changed: { text: "changed since", style: "yellow" },
  gone: { text: "gone", style: "yellow" },
  unknown: { text: "unknown", style: "dim" },
};

const FILES_SHOWN = 3;

function notesOn(entry: TraceEntry, shallow: boolean): string[] {
  const { name, problem, form, editCommit, changedFiles, file, kind, alsoIn } = entry;
  const notes: string[] = [];
  if (problem !== null) notes.push(problemNote(problem, shallow));
  if (form === "dirty" && editCommit !== null) {
    notes.push(`edited after that commit; the edit was committed as ${editCommit}`);
  }
  if (alsoIn.length > 0) notes.push(`also defined in ${listed(alsoIn)}`);
  if (changedFiles.length > 0) {
    const files = listed(changedFiles);
    if (kind !== null) notes.push(`its commit changed ${files}, which ${file} depends on`);
    else if (file === null) notes.push(`no mark has this name; its commit changed ${files}`);
  }
  return notes.map((note) => printable(`${name}: ${note}`));
}

function listed(files: readonly string[]): string {
  const shown = files.slice(0, FILES_SHOWN).join(", ");
  const more = files.length - FILES_SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
