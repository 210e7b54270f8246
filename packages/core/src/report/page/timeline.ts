import { button, drawn, element } from "./elements.js";
import { laneRow } from "./lane-row.js";
import { lanesOf } from "./lanes.js";
import type { ReportData } from "./report-data.js";
import { clockText, countText, dateText, TICKS } from "./time-text.js";
import { placeOf, type View, type ViewHolder } from "./view.js";

const LANES_SHOWN = 12;
const TICK_DISTANCE = 76;
const TICK_MARGIN = 40;
const MARK_WIDTH = 22;
const DAY = 86_400_000;

/** The timeline: changes as links, a row for each arm or host, and the hours below. */
export function timeline(data: ReportData, holder: ViewHolder): HTMLElement {
  const container = element("div", { class: "timeline" });
  let showAll = false;
  let drawnWidth = 0;
  function redraw(): void {
    const { view } = holder;
    const lanes = lanesOf(data, view.by);
    const shown = showAll ? lanes : lanes.slice(0, LANES_SHOWN);
    drawnWidth = container.clientWidth;
    const rows = shown.map((lane) => laneRow(data, lane, view, drawnWidth));
    container.replaceChildren(marks(data, view, drawnWidth), ...rows, axis(view, drawnWidth));
    if (lanes.length > shown.length) {
      const label = `Show the other ${countText(lanes.length - shown.length, `${view.by}`)}`;
      container.append(
        button(label, () => {
          showAll = true;
          redraw();
        }),
      );
    }
  }
  holder.follow(() => {
    if (container.isConnected) redraw();
  });
  new ResizeObserver(() => {
    if (container.clientWidth !== drawnWidth) redraw();
  }).observe(container);
  // Beside the slider and the field, which the keyboard reaches.
  container.addEventListener("click", ({ target, clientX }) => {
    const picture = target instanceof Element ? target.closest(".lane svg") : null;
    if (!picture) return;
    const { left, width } = picture.getBoundingClientRect();
    const { from, to } = holder.view;
    holder.change({ moment: from + ((clientX - left) / width) * (to - from) });
  });
  return container;
}

/** The changes, as links to where they are told. */
function marks(data: ReportData, view: View, width: number): HTMLElement {
  let free = Number.NEGATIVE_INFINITY;
  const links = data.changes.flatMap(({ time, from }, index) => {
    if (from === null || time < view.from || time >= view.to) return [];
    const left = placeOf(time, view, width);
    if (left < free) return [];
    const text = `${index + 1}`;
    free = left + MARK_WIDTH + 4 * text.length;
    const label = `change ${text} at ${clockText(time, true)}`;
    const link = element("a", { href: `#change-${text}`, "aria-label": label }, text);
    link.style.left = `${Math.min(left, width - MARK_WIDTH)}px`;
    return [link];
  });
  return element("div", { class: "marks" }, ...links);
}

function axis(view: View, width: number): Element {
  const span = view.to - view.from;
  const most = Math.max(2, width / TICK_DISTANCE);
  const distance = TICKS.find((tick) => span / tick <= most) ?? (TICKS.at(-1) as number);
  const shapes: Element[] = [];
  let day = "";
  for (let time = Math.ceil(view.from / distance) * distance; time < view.to; time += distance) {
    const place = placeOf(time, view, width);
    const x = place.toFixed(1);
    shapes.push(drawn("line", { x1: x, x2: x, y1: 0, y2: 5 }));
    // A text that would be cut off says less than none.
    if (place < TICK_MARGIN || place > width - TICK_MARGIN) continue;
    const date = dateText(time);
    const clock = distance >= DAY ? "" : clockText(time, distance < 60_000);
    shapes.push(drawn("text", { x, y: 17 }, clock || date));
    if (clock && date !== day) shapes.push(drawn("text", { x, y: 31 }, date));
    day = date;
  }
  const size = { width, height: 36, viewBox: `0 0 ${width} 36` };
  return drawn("svg", { ...size, class: "axis", "aria-hidden": "true" }, ...shapes);
}
