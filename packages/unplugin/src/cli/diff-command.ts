import {
  type ChosenSnapshot,
  type DiffEntry,
  diffSnapshots,
  InlineageError,
} from "@inlineage/core";
import { type Command, EXIT, type Terminal } from "./command.js";
import { diffSentence } from "./diff-sentence.js";
import { grouped } from "./grouped.js";
import { LOOKBACK_HELP, LOOKBACK_OPTIONS, lookbackFrom } from "./lookback-options.js";
import { printable } from "./printable.js";
import { readSnapshotArgument, SNAPSHOT_HELP } from "./snapshot-input.js";
import { type Cell, renderTable, styled } from "./table.js";
import { problemNote } from "./trace-words.js";
import { shortDate, shortVersion } from "./version-words.js";

export const diffCommand: Command = {
  summary: "what changed between two snapshots, commit by commit",
  help: `Usage: inlineage diff SNAPSHOT SNAPSHOT [OPTIONS]

Prints what became of each name from the first snapshot to the second, and the commits that did it: unchanged, changed,
formatting (another version that means the same: only formatting, comments or types differ), restored (changed, and
changed back), value (of configuration or a model), added, removed. The last line says it all in one sentence.

${SNAPSHOT_HELP}

Options:
${LOOKBACK_HELP}

Exit code: 0 when nothing differs; 1 when something does; 2 on an error.

Examples:
  inlineage diff monday.json today.json
  inlineage diff events.jsonl#3f2a events.jsonl#9c41
  inlineage scan | inlineage diff response.json -      what changed since that prediction`,
  options: LOOKBACK_OPTIONS,
  required: ["the first SNAPSHOT", "the second SNAPSHOT"],
  maxPositionals: 2,
  async run(given, terminal) {
    const [first = "", second = ""] = given.positionals;
    if (isStandardInput(first) && isStandardInput(second)) throw readTwice();
    const from = await readSnapshotArgument(first, terminal);
    const to = await readSnapshotArgument(second, terminal);
    const { folder, options } = lookbackFrom(given, "diff", terminal);
    const entries = await diffSnapshots(folder, from, to, options);
    const sentence = diffSentence(from, to, entries);
    terminal.print(
      given.values.json
        ? JSON.stringify({ from: described(from), to: described(to), sentence, entries }, null, 2)
        : [...tables(entries, terminal), sentence].join("\n\n"),
    );
    return entries.some(({ change }) => change !== "unchanged") ? EXIT.different : EXIT.ok;
  },
};

function isStandardInput(argument: string): boolean {
  return argument === "-" || argument.startsWith("-#");
}

function readTwice(): InlineageError {
  return new InlineageError({
    code: "INVALID_OPTION",
    message: "standard input can't be both snapshots",
    remedy: "save one of them in a file.",
  });
}

function described({ aggregatedVersion, hostname, timestamp }: ChosenSnapshot) {
  return { aggregatedVersion, hostname, timestamp };
}

const HEADER = ["name", "change", "from", "to", "file"];
const COMMIT_HEADER = ["", "commit", "date (UTC)", "author", "subject"];

function tables(entries: readonly DiffEntry[], terminal: Terminal): string[] {
  const rows = entries.map((entry): Cell[] => [
    { text: entry.name, style: "bold" },
    CHANGES[entry.change],
    "from" in entry ? shortVersion(entry.from) : "",
    "to" in entry ? shortVersion(entry.to) : "",
    entry.file ?? "",
  ]);
  const overview = renderTable({ header: HEADER, rows, flexible: 4 }, terminal);
  const sections = grouped(entries, ({ commits, undone, problems, complete }) =>
    JSON.stringify([[...commits, ...undone].map(({ commit }) => commit), problems, complete]),
  );
  return [overview, ...sections.flatMap((section) => commitsOf(section, terminal))];
}

const CHANGES: Readonly<Record<DiffEntry["change"], Cell>> = {
  unchanged: { text: "unchanged", style: "dim" },
  changed: { text: "changed", style: "red" },
  formatting: { text: "formatting", style: "yellow" },
  restored: { text: "restored", style: "yellow" },
  value: { text: "value", style: "red" },
  added: { text: "added", style: "green" },
  removed: { text: "removed", style: "red" },
};

/** The commits behind the change of names that share them, as a table with a title. */
function commitsOf(entries: readonly [DiffEntry, ...DiffEntry[]], terminal: Terminal): string[] {
  const [entry] = entries;
  const rows = [
    ...entry.commits.map((commit) => ({ commit, sign: { text: "+", style: "green" } as const })),
    ...entry.undone.map((commit) => ({ commit, sign: { text: "-", style: "red" } as const })),
  ].map(({ commit, sign }): Cell[] => [
    sign,
    commit.commit.slice(0, 12),
    shortDate(commit.date),
    commit.author,
    commit.subject,
  ]);
  const notes = entry.problems.map((problem) => problemNote(problem));
  if (rows.length > 0 && !entry.complete) {
    notes.push("other commits in between may have changed what it depends on");
  }
  if (rows.length === 0 && notes.length === 0) return [];
  const names = entries.map(({ name }) => name).join(", ");
  const title = styled("bold", printable(names), terminal.colour);
  const table =
    rows.length > 0 ? [renderTable({ header: COMMIT_HEADER, rows, flexible: 4 }, terminal)] : [];
  return [[title, ...table, ...notes].join("\n")];
}
