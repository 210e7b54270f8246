import { aggregateLabel, armLabel } from "./aggregate-label.js";
import { movedNames } from "./changes.js";
import { element } from "./elements.js";
import { lanesOf } from "./lanes.js";
import type { ReportData } from "./report-data.js";
import { countText, durationText, timeElement } from "./time-text.js";
import type { ViewHolder } from "./view.js";

/** What ran at the moment that is asked about, and what had changed last. */
export function readout(data: ReportData, holder: ViewHolder): HTMLElement {
  const ran = element("div", { role: "status" });
  const changed = element("div", {});
  let shown = Number.NaN;
  holder.follow(({ moment }) => {
    if (moment === shown) return;
    shown = moment;
    ran.replaceChildren(...whatRan(data, moment));
    changed.replaceChildren(...lastChanges(data, moment));
  });
  return element("div", { class: "readout" }, ran, changed);
}

function whatRan(data: ReportData, moment: number): Node[] {
  const bucket = Math.floor(moment / data.bucketWidth);
  const rows = lanesOf(data, "arm").flatMap((lane) => {
    const events = new Map<number, number>();
    for (const { aggregate, buckets } of lane.runs) {
      for (let at = 0; at < buckets.length; at += 2) {
        if (buckets[at] !== bucket) continue;
        events.set(aggregate, (events.get(aggregate) ?? 0) + (buckets[at + 1] as number));
      }
    }
    if (lane.kind !== "arm" || events.size === 0) return [];
    const parts = [...events].map(([aggregate, count]) =>
      element("span", {}, aggregateLabel(data, aggregate), ` ${countText(count, "event")}`),
    );
    return [element("li", {}, armLabel(lane.arm), " ", ...parts)];
  });
  const start = timeElement(bucket * data.bucketWidth);
  return [
    element("h3", {}, "At ", start, ` UTC, within ${durationText(data.bucketWidth)}`),
    rows.length > 0 ? element("ul", {}, ...rows) : element("p", {}, "No events."),
  ];
}

/** The latest change, and those of other arms that came with it. */
function lastChanges(data: ReportData, moment: number): Node[] {
  const heading = element("h3", {}, "Last change until then");
  const index = data.changes.findLastIndex(({ time, from }) => from !== null && time <= moment);
  const change = data.changes[index];
  if (!change || change.from === null) return [heading, element("p", {}, "Nothing had changed.")];
  const before = moment - change.time;
  return [
    heading,
    element(
      "p",
      {},
      element("a", { href: `#change-${index + 1}` }, `Change ${index + 1}`),
      " at ",
      timeElement(change.time),
      before < 1000 ? ", just then: " : `, ${durationText(before)} before: `,
      armLabel(change.arm),
      " from ",
      aggregateLabel(data, change.from),
      " to ",
      aggregateLabel(data, change.to),
    ),
    movedNames(data, change.from, change.to),
  ];
}
