import { aggregateLabel, armLabel } from "./aggregate-label.js";
import { versionsOf } from "./difference.js";
import { element, fillGradually, quoted, section, table } from "./elements.js";
import type { ReportData } from "./report-data.js";
import { numberText, timeElement } from "./time-text.js";
import { isCode, versionText } from "./version-text.js";

const SHOWN = 100;

/** Each aggregate with its number of events. */
export function aggregateTable(data: ReportData): HTMLElement {
  const most = Math.max(1, ...data.aggregates.map(({ events }) => events));
  const hosts = data.aggregates.map(() => 0);
  for (const { aggregate } of data.runs) hosts[aggregate] = (hosts[aggregate] ?? 0) + 1;
  const rows = data.aggregates.map(
    ({ arm, events, first, last, others, versions }, index) =>
      () =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, aggregateLabel(data, index)),
          element("td", {}, others > 0 ? "" : versions ? armLabel(arm) : "no snapshot"),
          element(
            "td",
            { class: "amount" },
            numberText(events),
            element("meter", { max: most, value: events, "aria-hidden": "true" }),
          ),
          element("td", { class: "amount" }, numberText(hosts[index] ?? 0)),
          element("td", {}, first === null ? "no time" : timeElement(first)),
          element("td", {}, last === null ? "no time" : timeElement(last)),
        ),
  );
  return section(
    "aggregates",
    "Aggregates",
    pagedTable(
      "In the order they were first seen",
      ["aggregate", "arm", "events", "hosts", "first seen", "last seen"],
      rows,
    ),
  );
}

interface Held {
  first: number;
  last: number;
  events: number;
  arms: Set<string | null>;
}

/** Each name with every version and value it had, and when. */
export function nameTable(data: ReportData): HTMLElement {
  const names = new Map<string, Map<string, Held>>();
  data.aggregates.forEach(({ first, last, events, arm }, index) => {
    if (first === null || last === null) return;
    for (const [name, value] of versionsOf(data, index) ?? []) {
      const values = names.get(name) ?? new Map<string, Held>();
      const held = values.get(value) ?? { first, last, events: 0, arms: new Set() };
      held.first = Math.min(held.first, first);
      held.last = Math.max(held.last, last);
      held.events += events;
      values.set(value, held.arms.add(arm) && held);
      names.set(name, values);
    }
  });
  const rows = [...names]
    .sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1))
    .flatMap(([name, values]) =>
      [...values].map(
        ([value, held], at) =>
          () =>
            nameRow(data, name, value, held, at === 0 ? values.size : 0),
      ),
    );
  return section(
    "names",
    "Definitions and values",
    pagedTable(
      "Every version each name had; those that moved most come first",
      ["name", "kind", "version or value", "first seen", "last seen", "events"],
      rows,
    ),
  );
}

/** @param versions how many the name has, told in its first row */
function nameRow(
  data: ReportData,
  name: string,
  value: string,
  held: Held,
  versions: number,
): HTMLElement {
  return element(
    "tr",
    { class: versions > 0 ? "group" : undefined },
    element(
      "th",
      { scope: "row" },
      quoted(name),
      versions > 1 ? element("span", { class: "quiet" }, ` ${versions} versions`) : "",
    ),
    element("td", {}, isCode(value) ? "code" : "value"),
    element("td", {}, versionText(data, value)),
    element("td", {}, timeElement(held.first)),
    element("td", {}, timeElement(held.last)),
    element("td", { class: "amount" }, numberText(held.events)),
  );
}

function pagedTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (() => HTMLElement)[],
): HTMLElement {
  const made = table(caption, columns, []);
  const body = made.querySelector("tbody");
  return element("div", {}, made, ...(body ? [fillGradually(body, rows, SHOWN).below] : []));
}
