import { aggregateLabel, armLabel, hostName } from "./aggregate-label.js";
import { differenceOf } from "./difference.js";
import { button, element, fillGradually, quoted } from "./elements.js";
import { shifted } from "./moment.js";
import type { ChangeData, ReportData } from "./report-data.js";
import { countText, timeElement } from "./time-text.js";
import { versionText } from "./version-text.js";
import type { ViewHolder } from "./view.js";

const SHOWN = 100;
const NAMES_SHOWN = 12;
const HOSTS_NAMED = 3;
/** In milliseconds: arms that change the same within this do so together. */
const TOGETHER = 10 * 60_000;

type Compare = (before: number, after: number) => void;

export interface ChangeList {
  list: HTMLElement;
  /** Sees to it that a change, by its place, is in the list. */
  reveal(index: number): void;
}

/** Every change with what moved, oldest first, as the timeline numbers them. */
export function changeList(data: ReportData, holder: ViewHolder, compare: Compare): ChangeList {
  const twins = twinsOf(data);
  const items = data.changes.map((change, index) => () => {
    const twin = twins.get(index);
    return element(
      "li",
      { id: `change-${index + 1}`, tabindex: -1 },
      headingOf(data, change, index),
      element("p", { class: "quiet" }, ...whereText(data, change)),
      ...(twin === undefined ? whatMoved(data, change) : [sameAs(twin)]),
      element("p", { class: "actions" }, ...actionsOf(change, holder, compare)),
    );
  });
  const ordered = element("ol", { class: "changes" });
  const { below, reveal } = fillGradually(ordered, items, SHOWN);
  const notice = `${countText(data.earlierChanges, "earlier change")} not listed`;
  const before = data.earlierChanges > 0 ? [element("p", { class: "notice" }, notice)] : [];
  return { list: element("div", {}, ...before, ordered, below), reveal };
}

function sameAs(twin: number): HTMLElement {
  const link = element("a", { href: `#change-${twin + 1}` }, `change ${twin + 1}`);
  return element("p", {}, "The same moved as with ", link);
}

function headingOf(data: ReportData, { time, arm, from, to }: ChangeData, index: number) {
  return element(
    "h3",
    {},
    element("span", { class: "number" }, `${index + 1}`),
    timeElement(time),
    " ",
    armLabel(arm),
    ...(from === null ? [" first seen as "] : [" from ", aggregateLabel(data, from), " to "]),
    aggregateLabel(data, to),
  );
}

function actionsOf({ time, from, to }: ChangeData, holder: ViewHolder, compare: Compare) {
  const show = button("Show this moment", () => {
    holder.change({ moment: time, ...shifted(holder.view, time) });
    document.getElementById("what-changed")?.scrollIntoView();
  });
  if (from === null) return [show];
  return [show, button("Side by side", () => compare(from, to))];
}

/** For changes that repeat one of another arm shortly before, with the same names from and to the same: that one. */
function twinsOf(data: ReportData): ReadonlyMap<number, number> {
  const twins = new Map<number, number>();
  const latest = new Map<string, { index: number; time: number }>();
  data.changes.forEach(({ from, to, time }, index) => {
    const found = from === null ? undefined : differenceOf(data, from, to);
    if (!found) return;
    const key = JSON.stringify(found.different);
    const twin = latest.get(key);
    if (twin && time - twin.time <= TOGETHER) twins.set(index, twin.index);
    else latest.set(key, { index, time });
  });
  return twins;
}

function whereText(data: ReportData, { hosts, time, until, times }: ChangeData) {
  const named = hosts
    .slice(0, HOSTS_NAMED)
    .flatMap((host, at) => [at > 0 ? ", " : "", quoted(hostName(data, host))]);
  const more = hosts.length - HOSTS_NAMED;
  // One of them may stand for many.
  const all = hosts.reduce((sum, host) => sum + Math.max(1, data.hosts[host]?.others ?? 1), 0);
  return [
    `on ${countText(all, "host")}: `,
    ...named,
    ...(more > 0 ? [` and ${countText(more, "other")}`] : []),
    ...(until > time ? ["; the last one at ", timeElement(until)] : []),
    ...(times > hosts.length ? [`; ${countText(times, "time")}, back and forth`] : []),
  ];
}

function whatMoved(data: ReportData, { from, to }: ChangeData): HTMLElement[] {
  return from === null ? [] : [movedNames(data, from, to)];
}

/** The names that differ between two aggregates, with what they were and what they are. */
export function movedNames(data: ReportData, from: number, to: number): HTMLElement {
  const found = differenceOf(data, from, to);
  if (!found) {
    const isMany = [from, to].some((one) => (data.aggregates[one]?.others ?? 0) > 0);
    const unknown = [from, to].filter((one) => data.aggregates[one]?.versions === null);
    const labels = unknown.flatMap((one, at) => [at > 0 ? " and " : "", aggregateLabel(data, one)]);
    const reason = isMany ? "many aggregates are put together as" : "no snapshot was captured of";
    const notice = `What moved isn't known: ${reason} `;
    return element("p", { class: "notice" }, notice, ...labels);
  }
  const { different } = found;
  if (different.length === 0) return element("p", {}, "Names and values are the same.");
  const rows = different
    .slice(0, NAMES_SHOWN)
    .flatMap(({ name, before, after }) => [
      element("dt", {}, quoted(name)),
      element(
        "dd",
        {},
        element("div", { class: "before" }, sign("was"), versionText(data, before)),
        element("div", { class: "after" }, sign("is"), versionText(data, after)),
      ),
    ]);
  const more = different.length - NAMES_SHOWN;
  const rest = `and ${countText(more, "other name")}: see them side by side`;
  return element(
    "div",
    {},
    element("dl", { class: "moved" }, ...rows),
    ...(more > 0 ? [element("p", {}, rest)] : []),
  );
}

function sign(word: string): HTMLElement {
  return element("span", { class: "sign" }, word, " ");
}
