import { aggregateName, armLabel, colourClass, hostName } from "./aggregate-label.js";
import { drawn, element, quoted } from "./elements.js";
import type { Lane } from "./lanes.js";
import type { ReportData } from "./report-data.js";
import { countText } from "./time-text.js";
import { placeOf, type View } from "./view.js";

const HEIGHT = { arm: 56, host: 26 } as const;
const NARROWEST_COLUMN = 3;
const LABEL_WIDTH = 26;
const NAMES_SHOWN = 4;

interface Column {
  events: number;
  byAggregate: Map<number, number>;
}

/** One row of the timeline: its name, and its number of events by aggregate over time. */
export function laneRow(data: ReportData, lane: Lane, view: View, width: number): HTMLElement {
  const buckets = Math.max(1, Math.ceil((view.to - view.from) / data.bucketWidth));
  const perColumn = Math.ceil(buckets / Math.max(1, Math.floor(width / NARROWEST_COLUMN)));
  const columnTime = perColumn * data.bucketWidth;
  const columns = columnsOf(data, lane, view, columnTime);
  const height = HEIGHT[view.by];
  const x = (column: number) => placeOf(view.from + column * columnTime, view, width);
  const cursor = placeOf(view.moment, view, width).toFixed(1);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const picture = drawn(
    "svg",
    { ...size, "aria-hidden": "true" },
    ...bars(data, columns, x, height),
    ...labels(data, columns, x, width, height),
    drawn("line", { class: "cursor", x1: cursor, x2: cursor, y1: 0, y2: height }),
  );
  return element("div", { class: "lane" }, title(data, lane, columns), picture);
}

function title(data: ReportData, lane: Lane, columns: readonly [number, Column][]): HTMLElement {
  const events = columns.reduce((sum, [, column]) => sum + column.events, 0);
  const seen = new Set(columns.flatMap(([, { byAggregate }]) => [...byAggregate.keys()]));
  const names = [...seen].sort((a, b) => a - b).map((one) => aggregateName(data, one));
  const more = names.length - NAMES_SHOWN;
  const list = names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return element(
    "p",
    {},
    lane.kind === "arm" ? armLabel(lane.arm) : quoted(hostName(data, lane.host)),
    element("span", { class: "quiet" }, ` ${countText(events, "event")} by ${list || "none"}`),
  );
}

function columnsOf(
  data: ReportData,
  lane: Lane,
  view: View,
  columnTime: number,
): [number, Column][] {
  const columns = new Map<number, Column>();
  for (const { aggregate, buckets } of lane.runs) {
    for (let at = 0; at < buckets.length; at += 2) {
      const time = (buckets[at] as number) * data.bucketWidth;
      if (time < view.from || time >= view.to) continue;
      const events = buckets[at + 1] as number;
      const place = Math.floor((time - view.from) / columnTime);
      const column = columns.get(place) ?? { events: 0, byAggregate: new Map() };
      column.events += events;
      column.byAggregate.set(aggregate, (column.byAggregate.get(aggregate) ?? 0) + events);
      columns.set(place, column);
    }
  }
  return [...columns].sort(([a], [b]) => a - b);
}

function bars(
  data: ReportData,
  columns: readonly [number, Column][],
  x: (column: number) => number,
  height: number,
): Element[] {
  const most = columns.reduce((greatest, [, { events }]) => Math.max(greatest, events), 1);
  return columns.flatMap(([place, { byAggregate }]) => {
    let bottom = height;
    return [...byAggregate]
      .sort(([a], [b]) => a - b)
      .map(([aggregate, events]) => {
        const tall = Math.max(1, (events / most) * (height - 2));
        bottom -= tall;
        return drawn("rect", {
          class: colourClass(data, aggregate),
          ...{ x: x(place).toFixed(1), y: bottom.toFixed(1) },
          ...{ width: (x(place + 1) - x(place)).toFixed(1), height: tall.toFixed(1) },
        });
      });
  });
}

/** The number of an aggregate, where it begins to make most of the events. */
function labels(
  data: ReportData,
  columns: readonly [number, Column][],
  x: (column: number) => number,
  width: number,
  height: number,
): Element[] {
  let leading: number | undefined;
  let free = 0;
  return columns.flatMap(([place, { byAggregate }]) => {
    const [most] = [...byAggregate].sort(([, a], [, b]) => b - a);
    const left = x(place);
    if (!most || most[0] === leading || left < free || left > width - LABEL_WIDTH) return [];
    [leading] = most;
    free = left + LABEL_WIDTH;
    const isOthers = (data.aggregates[leading]?.others ?? 0) > 0;
    const text = isOthers ? "others" : `${leading + 1}`;
    return [drawn("text", { class: "run-label", x: (left + 3).toFixed(1), y: height - 6 }, text)];
  });
}
