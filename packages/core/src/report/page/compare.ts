import { aggregateName } from "./aggregate-label.js";
import { differenceOf, type NameDifference } from "./difference.js";
import { element, quoted, section, table } from "./elements.js";
import type { ReportData } from "./report-data.js";
import { countText } from "./time-text.js";
import { isCode, versionText } from "./version-text.js";

export interface Comparison {
  section: HTMLElement;
  /** Shows two aggregates, and brings them into sight. */
  compare(before: number, after: number): void;
}

/** Any two aggregates, side by side. */
export function comparison(data: ReportData): Comparison {
  const [before, after] = [select(data, "left"), select(data, "right")];
  const result = element("div", { role: "status", "aria-live": "polite" });
  const show = (): void => {
    result.replaceChildren(...differences(data, Number(before.value), Number(after.value)));
  };
  before.addEventListener("change", show);
  after.addEventListener("change", show);
  const made = section(
    "compare",
    "Side by side",
    element(
      "div",
      { class: "controls" },
      element("label", { for: "left" }, "Aggregate"),
      before,
      element("label", { for: "right" }, "and"),
      after,
    ),
    result,
  );
  const last = data.changes.findLast(({ from }) => from !== null);
  before.value = `${last?.from ?? 0}`;
  after.value = `${last?.to ?? Math.min(1, data.aggregates.length - 1)}`;
  show();
  return {
    section: made,
    compare(left, right) {
      before.value = `${left}`;
      after.value = `${right}`;
      show();
      made.scrollIntoView();
      before.focus({ preventScroll: true });
    },
  };
}

function select(data: ReportData, id: string): HTMLSelectElement {
  const options = data.aggregates.flatMap(({ others }, index) =>
    others > 0 ? [] : [element("option", { value: index }, titleOf(data, index))],
  );
  return element("select", { id }, ...options);
}

function titleOf(data: ReportData, aggregate: number): string {
  const arm = data.aggregates[aggregate]?.arm ?? null;
  return `${aggregateName(data, aggregate)}${arm === null ? "" : `, arm ${arm}`}`;
}

function differences(data: ReportData, before: number, after: number): Node[] {
  const found = differenceOf(data, before, after);
  if (!found) {
    const missing = [before, after].filter((one) => data.aggregates[one]?.versions === null);
    const names = [...new Set(missing)].map((one) => aggregateName(data, one)).join(" and ");
    return [
      element(
        "p",
        { class: "notice" },
        `No snapshot was captured of ${names}: what it stands for isn't known.`,
      ),
    ];
  }
  const { different, same } = found;
  const columns = ["name", "kind", titleOf(data, before), titleOf(data, after)];
  const rows = (of: readonly NameDifference[]) => of.map((one) => row(data, one));
  return [
    different.length === 0
      ? element("p", {}, "No name differs.")
      : table(
          `${countText(different.length, "name")} that differ${different.length === 1 ? "s" : ""}`,
          columns,
          rows(different),
        ),
    ...(same.length === 0
      ? []
      : [
          element(
            "details",
            {},
            element("summary", {}, `${countText(same.length, "name")} the same in both`),
            table("The same in both", columns, rows(same)),
          ),
        ]),
  ];
}

function row(data: ReportData, { name, before, after }: NameDifference): HTMLElement {
  const kind = isCode(before ?? after ?? "") ? "code" : "value";
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, quoted(name)),
    element("td", {}, kind),
    element("td", {}, versionText(data, before)),
    element("td", {}, versionText(data, after)),
  );
}
