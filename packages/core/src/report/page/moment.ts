import { button, element } from "./elements.js";
import type { ReportData } from "./report-data.js";
import { timeText, typedTime } from "./time-text.js";
import { type View, type ViewHolder, wholeRange } from "./view.js";

const STEPS = 1000;
const ZOOM = 4;

/** Asks for a moment and for the part of the time to be shown. */
export function momentControls(data: ReportData, holder: ViewHolder): HTMLElement {
  const slider = element("input", { type: "range", min: 0, max: STEPS, id: "moment-slider" });
  slider.addEventListener("input", () => {
    const { from, to } = holder.view;
    holder.change({ moment: from + (Number(slider.value) / STEPS) * (to - from) });
  });
  holder.follow(({ moment, from, to }) => {
    slider.value = `${Math.round(((moment - from) / (to - from)) * STEPS)}`;
    slider.setAttribute("aria-valuetext", `${timeText(moment)} UTC`);
  });
  return element(
    "div",
    { class: "moment" },
    element(
      "div",
      { class: "controls" },
      momentForm(holder),
      button("Zoom in", () => zoom(data, holder, 1 / ZOOM)),
      button("Zoom out", () => zoom(data, holder, ZOOM)),
      button("Whole time", () => holder.change(wholeRange(data) ?? {})),
      rowChoice(holder),
    ),
    element("label", { class: "hidden", for: "moment-slider" }, "Moment on the timeline"),
    slider,
  );
}

function momentForm(holder: ViewHolder): HTMLElement {
  const field = element("input", {
    ...{ id: "moment-field", type: "text", size: 20, autocomplete: "off", spellcheck: "false" },
    "aria-describedby": "moment-hint",
  });
  const hint = element("span", { id: "moment-hint", role: "alert" });
  const form = element(
    "form",
    { class: "controls" },
    element("label", { for: "moment-field" }, "What ran at (UTC)"),
    field,
    element("button", {}, "Show"),
    hint,
  );
  // Not sent anywhere, as the page's policy says too.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const moment = typedTime(field.value, holder.view.moment);
    hint.textContent = moment === undefined ? "Type a time as 14:05 or 2026-11-23 14:05:30" : "";
    if (moment !== undefined) holder.change({ moment, ...shifted(holder.view, moment) });
    field.value = moment === undefined ? field.value : timeText(moment);
  });
  holder.follow(({ moment }) => {
    if (document.activeElement !== field) field.value = timeText(moment);
  });
  return form;
}

function rowChoice(holder: ViewHolder): HTMLElement {
  const choice = (by: View["by"]): HTMLElement => {
    const isChosen = holder.view.by === by;
    const input = element("input", { type: "radio", name: "by", value: by, checked: isChosen });
    input.addEventListener("change", () => holder.change({ by }));
    return element("label", {}, input, ` ${by}`);
  };
  const legend = element("legend", {}, "A row for each");
  return element("fieldset", {}, legend, choice("arm"), choice("host"));
}

/** A moment outside of what is shown moves what is shown. */
export function shifted({ from, to }: View, moment: number): Partial<View> {
  if (moment >= from && moment < to) return {};
  const half = (to - from) / 2;
  return { from: moment - half, to: moment + half };
}

function zoom(data: ReportData, holder: ViewHolder, factor: number): void {
  const { from, to, moment } = holder.view;
  const whole = wholeRange(data);
  if (!whole) return;
  // Not closer than a few buckets: there is nothing more to see.
  const span = Math.max(4 * data.bucketWidth, (to - from) * factor);
  const isWhole = span >= whole.to - whole.from;
  holder.change(
    isWhole
      ? { from: whole.from, to: whole.to }
      : { from: moment - span / 2, to: moment + span / 2 },
  );
}
