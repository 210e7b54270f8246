import type { ChosenSnapshot, CommitFacts, DiffEntry } from "@inlineage/core";
import { grouped } from "./grouped.js";
import { printable } from "./printable.js";
import { counted, shortVersion } from "./version-words.js";

/** What differs, in one sentence to paste into a report. */
export function diffSentence(
  from: ChosenSnapshot,
  to: ChosenSnapshot,
  entries: readonly DiffEntry[],
): string {
  const unchanged = entries.filter(({ change }) => change === "unchanged").length;
  if (unchanged === entries.length) {
    return printable(`Nothing differs${between(from, to)}: ${allOf(unchanged)} the same.`);
  }
  const harmless = entries.filter(({ change }) => HARMLESS.has(change));
  const differing = [
    ...entries.filter(({ change }) => change !== "unchanged" && !HARMLESS.has(change)),
    ...harmless,
  ];
  // A class and its methods change together: what is said of both is said once.
  const parts = grouped(differing, (entry) => predicateOf(entry, false)).map((group) => {
    const names = group.map(({ name }) => name);
    return `${listed(names, " and ")} ${predicateOf(group[0], group.length > 1)}`;
  });
  const harmlessAlone = harmless.length === entries.length - unchanged;
  const place = between(from, to).trim();
  const beginning = harmlessAlone
    ? `Nothing that changes behaviour differs${between(from, to)}: `
    : place === ""
      ? "What differs: "
      : `${place.replace("b", "B")}, `;
  const rest =
    unchanged > 0 ? `; the other ${unchanged === 1 ? "one is" : `${unchanged} are`} unchanged` : "";
  return printable(`${beginning}${listed(parts, ", and ")}${rest}.`);
}

function allOf(count: number): string {
  if (count === 1) return "the one version or value is";
  return `${count === 2 ? "both" : `all ${count}`} versions and values are`;
}

/** Changes of a version that leave the behaviour as it was. */
const HARMLESS: ReadonlySet<DiffEntry["change"]> = new Set(["formatting", "restored"]);

/** Beginning with a space, as the middle of a sentence. */
function between(from: ChosenSnapshot, to: ChosenSnapshot): string {
  const [first, second] = [nameOf(from), nameOf(to)];
  return first === undefined || second === undefined || first === second
    ? ""
    : ` between ${first} and ${second}`;
}

function nameOf({ aggregatedVersion, timestamp }: ChosenSnapshot): string | undefined {
  if (aggregatedVersion === undefined) return undefined;
  const when = timestamp === undefined ? "" : ` (${timestamp})`;
  return `${aggregatedVersion.slice(0, 12)}${when}`;
}

/** What to say of a name, or of several. */
function predicateOf(entry: DiffEntry, several: boolean): string {
  const { change, from, to } = entry;
  const were = several ? "were" : "was";
  switch (change) {
    case "added":
      return `${were} added (${shortVersion(to)})`;
    case "removed":
      return `${were} removed (${shortVersion(from)})`;
    case "value":
      return `went from ${shortVersion(from)} to ${shortVersion(to)}`;
    case "formatting":
      return `changed in form only,${byCommits(entry)}`;
    case "restored":
      return `${were} changed and changed back,${byCommits(entry)}`;
    default:
      return `changed${byCommits(entry) || ` from ${shortVersion(from)} to ${shortVersion(to)}`}${edits(entry)}`;
  }
}

function byCommits({ commits, undone, complete }: DiffEntry): string {
  const [last] = commits;
  const parts: string[] = [];
  if (last) {
    parts.push(
      commits.length === 1
        ? `${complete ? "in" : "last in"} ${describe(last)}`
        : `in ${counted(commits.length, "commit")}, the last of them ${describe(last)}`,
    );
  }
  const [dropped] = undone;
  if (dropped) {
    parts.push(
      undone.length === 1
        ? `without ${describe(dropped)}`
        : `without ${counted(undone.length, "commit")}, the last of them ${describe(dropped)}`,
    );
  }
  return parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
}

/** Edits that were not committed when a build ran. */
function edits({ from, to }: DiffEntry): string {
  const isEdited = (version: unknown) => typeof version === "string" && version.includes("-dirty.");
  if (!isEdited(from) && !isEdited(to)) return "";
  if (isEdited(from) && isEdited(to)) return " (with uncommitted edits on both sides)";
  return isEdited(to)
    ? " (with an uncommitted edit)"
    : " (without the uncommitted edit of the first)";
}

function describe({ commit, subject, author }: CommitFacts): string {
  return `${commit.slice(0, 12)} “${subject}” by ${author}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(parts: readonly string[], last: string): string {
  return parts.length < 2
    ? (parts[0] ?? "")
    : `${parts.slice(0, -1).join(", ")}${last}${parts.at(-1)}`;
}
