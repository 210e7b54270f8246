import { element, quoted } from "./elements.js";
import type { ReportData } from "./report-data.js";

/** Colours that stay apart for most eyes; the number tells which it is even where they don't. */
const COLOURS = 8;
const SHORT = 8;

export function colourClass({ aggregates }: ReportData, aggregate: number): string {
  return (aggregates[aggregate]?.others ?? 0) > 0
    ? "series-others"
    : `series-${aggregate % COLOURS}`;
}

/** `#3 5883662a`: its place in the order of time, and how its hash begins. */
export function aggregateName(data: ReportData, aggregate: number): string {
  const { id = "", others = 0, isExact = true } = data.aggregates[aggregate] ?? {};
  if (others > 0) return `${isExact ? "" : "at least "}${others.toLocaleString("en")} others`;
  return `#${aggregate + 1} ${id.slice(0, SHORT)}`;
}

export function aggregateLabel(data: ReportData, aggregate: number): HTMLElement {
  const id = data.aggregates[aggregate]?.id ?? "";
  return element(
    "span",
    { class: "aggregate", title: id },
    element("span", { class: `swatch ${colourClass(data, aggregate)}`, "aria-hidden": "true" }),
    quoted(aggregateName(data, aggregate)),
  );
}

/** Told apart from an arm that is named so by being no quotation. */
export function armLabel(arm: string | null): HTMLElement {
  if (arm === null) return element("span", { class: "absent" }, "no arm");
  return element("span", { class: "arm" }, "arm ", quoted(arm));
}

export function hostName(data: ReportData, host: number): string {
  const { name = "", others = 0, isExact = true } = data.hosts[host] ?? {};
  if (others > 0) return `${isExact ? "" : "at least "}${others.toLocaleString("en")} other hosts`;
  return name || "host not told";
}
