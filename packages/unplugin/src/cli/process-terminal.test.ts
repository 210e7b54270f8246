import { expect, onTestFinished, test, vi } from "vitest";
import { wantsColour } from "./process-terminal.js";
import { progressLine } from "./progress-line.js";

test.each([
  ["a terminal", {}, true, true],
  ["a pipe", {}, undefined, false],
  ["a terminal, and NO_COLOR", { NO_COLOR: "1" }, true, false],
  ["a terminal, and an empty NO_COLOR", { NO_COLOR: "" }, true, true],
  ["a pipe, and FORCE_COLOR", { FORCE_COLOR: "1" }, undefined, true],
  ["a terminal, and FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ["both variables", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ["a terminal that has none", { TERM: "dumb" }, true, false],
])("with %s, colours are as asked for", (_, env, isTerminal, expected) => {
  expect(wantsColour(env, isTerminal)).toBe(expected);
});

test("progress shows after a second, on one line, and leaves nothing behind", () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const written: string[] = [];
  const line = progressLine((text) => written.push(text), { columns: 10 });
  line.show("soon done");
  line.wipe();
  vi.advanceTimersByTime(500);
  line.show("reading");
  line.show("looking into commits");
  expect(written).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(written.splice(0)).toEqual(["\r\u001b[2Klooking i"]);
  line.show("more");
  line.wipe();
  line.wipe();
  expect(written).toEqual(["\r\u001b[2Kmore", "\r\u001b[2K"]);
});
