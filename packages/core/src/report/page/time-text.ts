import { element } from "./elements.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2026-11-23 14:05:02`, in UTC. */
export function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

export function clockText(time: number, withSeconds: boolean): string {
  return new Date(time).toISOString().slice(11, withSeconds ? 19 : 16);
}

export function dateText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function timeElement(time: number): HTMLElement {
  return element("time", { datetime: new Date(time).toISOString() }, timeText(time));
}

/** `3 min`, rounded. */
export function durationText(milliseconds: number): string {
  const [unit, name] =
    milliseconds >= 2 * DAY
      ? ([DAY, "days"] as const)
      : milliseconds >= 2 * HOUR
        ? ([HOUR, "hours"] as const)
        : milliseconds >= 2 * MINUTE
          ? ([MINUTE, "min"] as const)
          : ([SECOND, "s"] as const);
  return `${Math.round(milliseconds / unit)} ${name}`;
}

export function numberText(value: number): string {
  return value.toLocaleString("en");
}

export function countText(value: number, one: string, many = `${one}s`): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}

/**
 * Reads a time as people type it, in UTC: `2026-11-23 14:05`, with or without seconds, or only the clock's `14:05` on
 * the day of another time.
 *
 * @returns undefined for what isn't a time
 */
export function typedTime(text: string, day: number): number | undefined {
  const parts = /^(?:(\d{4}-\d\d-\d\d)[T ]+)?(\d\d?:\d\d(?::\d\d)?)(?:Z| *UTC)?$/i.exec(
    text.trim(),
  );
  if (!parts) return undefined;
  const [, date = dateText(day), clock = ""] = parts;
  const time = Date.parse(
    `${date}T${clock.padStart(clock.length + (clock.indexOf(":") === 1 ? 1 : 0), "0")}Z`,
  );
  return Number.isNaN(time) ? undefined : time;
}

/** Distances between marks on an axis, each readable by itself. */
export const TICKS = [
  ...[1, 5, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364, 3640].map((days) => days * DAY),
];
