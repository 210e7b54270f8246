import { aggregateName, hostName } from "./aggregate-label.js";
import { element, quoted, section, table } from "./elements.js";
import type { ReportData } from "./report-data.js";
import { countText, numberText, timeElement } from "./time-text.js";
import { mainRange } from "./view.js";

const REASONS: Record<string, string> = {
  "cut-off": "is cut off",
  "not-json": "isn't JSON",
  "too-long": "is far too long",
  "no-record": "is JSON without an aggregated_version",
  "broken-gzip": "ends: the gzip data is broken from here on",
};

/** What the page is about, in a few lines. */
export function pageHeader(data: ReportData): HTMLElement {
  const times = data.aggregates.flatMap(({ first, last }) =>
    first === null || last === null ? [] : [first, last],
  );
  const aggregates = data.aggregates.reduce((sum, { others }) => sum + Math.max(1, others), 0);
  const arms = new Set(data.aggregates.map(({ arm }) => arm).filter((arm) => arm !== null)).size;
  const hosts = data.hosts
    .filter(({ others, name }) => others > 0 || name !== "")
    .reduce((sum, { others }) => sum + Math.max(1, others), 0);
  const isExact = [...data.aggregates, ...data.hosts].every((one) => one.isExact);
  const facts = [
    countText(data.events, data.snapshotsOnly ? "snapshot" : "event"),
    countText(aggregates, "aggregate"),
    countText(arms, "arm"),
    countText(hosts, "host"),
  ].join(", ");
  const sources = data.sources.flatMap((name, at) => [at > 0 ? ", " : "", quoted(name)]);
  return element(
    "header",
    {},
    element("h1", {}, "What made these predictions"),
    element("p", { class: "lead" }, `${facts}${isExact ? "" : " at least"}. `, ...span(times)),
    element(
      "p",
      { class: "quiet" },
      "From ",
      ...sources,
      ", read ",
      timeElement(data.madeAt),
      ` UTC. All times are UTC (+00:00)${localOffset()}.`,
    ),
  );
}

function span(times: readonly number[]): (Node | string)[] {
  if (times.length === 0) return ["None has a time."];
  const [first, last] = [
    times.reduce((a, b) => Math.min(a, b)),
    times.reduce((a, b) => Math.max(a, b)),
  ];
  return [timeElement(first), " to ", timeElement(last), " UTC."];
}

/** So that a clock on the wall can be compared. */
function localOffset(): string {
  const minutes = -new Date().getTimezoneOffset();
  if (minutes === 0) return "";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const text = `${minutes < 0 ? "−" : "+"}${`${hours}`.padStart(2, "0")}:${`${rest}`.padStart(2, "0")}`;
  return `; this computer's clock shows ${text}`;
}

/** What a reader has to know before believing the rest: what was left out, and what isn't known. */
export function notices(data: ReportData): HTMLElement {
  const found: (Node | string)[][] = [];
  const others = data.aggregates.findIndex((one) => one.others > 0);
  const otherHosts = data.hosts.findIndex((one) => one.others > 0);
  const unexplained = data.aggregates.filter((one) => one.others === 0 && one.versions === null);
  const outside = mainRange(data)?.outside ?? 0;
  if (data.events === 0) found.push(["There are no events and no snapshots in this input."]);
  if (data.snapshotsOnly)
    found.push([
      "There are no events in this input: the times are those of snapshots, which a service tells once.",
    ]);
  if (data.problems.total > 0) {
    found.push([
      element("a", { href: "#problems" }, countText(data.problems.total, "line")),
      " could not be used and ",
      data.problems.total === 1 ? "is" : "are",
      " left out.",
    ]);
  }
  if (data.undated > 0)
    found.push([
      `${countText(data.undated, "event")} without a readable time: counted, but not on the timeline.`,
    ]);
  if (outside > 0)
    found.push([
      `${countText(outside, "event")} so far from all others that the timeline starts without them; “Whole time” shows them.`,
    ]);
  if (unexplained.length > 0)
    found.push([
      `No snapshot was captured of ${countText(unexplained.length, "aggregate")} (${numberText(unexplained.reduce((sum, { events }) => sum + events, 0))} events): read the topic of snapshots as well.`,
    ]);
  if (others >= 0)
    found.push([
      `Aggregates beyond the first ${numberText(data.aggregates.length - 1)} are put together: ${aggregateName(data, others)} with ${countText(data.aggregates[others]?.events ?? 0, "event")}. A value that differs with every request makes an aggregate of its own every time.`,
    ]);
  if (otherHosts >= 0)
    found.push([
      `Hosts beyond the first ${numberText(data.hosts.length - 1)} are put together: ${hostName(data, otherHosts)}.`,
    ]);
  if (data.snapshotsLeft > 0)
    found.push([`${countText(data.snapshotsLeft, "snapshot")} found no room and are left out.`]);
  if (data.commitsProblem)
    found.push([`Commits are told by their ids only: ${data.commitsProblem}.`]);
  return element(
    "ul",
    { class: "notices", hidden: found.length === 0 },
    ...found.map((parts) => element("li", {}, ...parts)),
  );
}

/** The lines that could not be used. */
export function problemTable({ problems: { total, first } }: ReportData): HTMLElement {
  const rows = first.map(({ source, line, reason, excerpt }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, `line ${line}`),
      element("td", {}, quoted(source)),
      element("td", {}, REASONS[reason] ?? reason),
      element("td", {}, element("code", {}, quoted(excerpt))),
    ),
  );
  const caption =
    total > first.length
      ? `The first ${first.length} of ${numberText(total)}`
      : `All ${numberText(total)}`;
  return section(
    "problems",
    "Lines left out",
    table(caption, ["line", "of", "why", "begins"], rows),
  );
}
